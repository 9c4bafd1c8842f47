package org.peftbench.harness.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.peftbench.harness.train.family.EncodedExample;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.ParameterAdaptation;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.Trainable;
import org.peftbench.models.Backbone;
import org.peftbench.results.Prediction;
import org.peftbench.results.Protocol;

class TrainLoopTest {
  private final List<EncodedExample<Parity.Sequence>> rows = Tiny.rows(64);
  private Backbone backbone;

  @BeforeEach
  void open() throws IOException {
    backbone = Tiny.backbone();
  }

  @AfterEach
  void close() {
    backbone.close();
  }

  @Test
  void learns() {
    try (Learner learner = Tiny.learner(backbone, "full", 0)) {
      List<StepReport> steps = train(learner, Tiny.protocol(120, 1, 5e-3, 0));
      assertThat(mean(steps.subList(110, 120))).isLessThan(0.5 * mean(steps.subList(0, 10)));
      List<Prediction> predictions = new Evaluator<>(Tiny.PARITY, 8).predict(learner, rows);
      assertThat(predictions)
          .filteredOn(p -> p.gold().equals(p.predicted()))
          .hasSizeGreaterThan(56);
    }
  }

  @Test
  void repeatsItselfBitByBit() {
    assertThat(losses("lora", 1, 0.1)).isEqualTo(losses("lora", 1, 0.1));
  }

  /** Two moments of each element, and a counter of each array. */
  @Test
  void remembersOfWhatIsTrainedAlone() {
    try (Learner learner = Tiny.learner(backbone, "lora", 0);
        TrainLoop<?> loop =
            new TrainLoop<>(
                learner, Tiny.PARITY, Tiny.protocol(1, 1, 1e-3, 0), Tiny.features(8), 1)) {
      List<Trainable> trainables = learner.trainables();
      long elements = trainables.stream().mapToLong(Trainable::size).sum();
      assertThat(loop.optimizerState().stream().mapToLong(NDArray::size).sum())
          .isEqualTo(2 * elements + trainables.size());
    }
  }

  @Test
  void gradientCheckpointingChangesNothing() {
    Protocol protocol = Tiny.protocol(10, 2, 1e-2, 0.1);
    List<Double> kept;
    List<Double> again;
    try (Learner learner = Tiny.learner(backbone, "lora", 0.1)) {
      kept = train(learner, protocol).stream().map(StepReport::loss).toList();
    }
    try (Learner learner = Tiny.learner(backbone, "lora", 0.1)) {
      again = train(learner, protocol.checkpointed()).stream().map(StepReport::loss).toList();
    }
    assertThat(again).isEqualTo(kept);
  }

  @Test
  void accumulationChangesNothingButRounding() {
    List<Double> whole = losses("lora", 1, 0);
    List<Double> parts = losses("lora", 4, 0);
    for (int i = 0; i < whole.size(); i++) {
      assertThat(parts.get(i)).isCloseTo(whole.get(i), within(1e-5));
    }
  }

  @Test
  void stopsAtALossThatIsNotFinite() {
    try (Learner learner = Tiny.learner(backbone, "propulsion", 0);
        TrainLoop<Parity.Sequence> loop =
            new TrainLoop<>(
                learner, Tiny.PARITY, Tiny.protocol(50, 1, 10, 0), Tiny.features(64), 1)) {
      List<StepReport> steps = new ArrayList<>();
      Integer diverged = loop.run(steps::add);
      assertThat(diverged).isNotNull().isEqualTo(steps.size()).isLessThan(50);
    }
  }

  @Test
  void countsEpochsInSteps() {
    Protocol epochs = withEpochs(1.5);
    try (Learner learner = Tiny.learner(backbone, "head-only", 0);
        TrainLoop<Parity.Sequence> loop =
            new TrainLoop<>(learner, Tiny.PARITY, epochs, Tiny.features(64), 1)) {
      assertThat(loop.totalSteps()).isEqualTo(12); // 64 rows, 8 a batch, one and a half times
    }
  }

  @Test
  void namesWhatNeverMoved() {
    Parameters parameters = new Parameters(backbone, 1);
    parameters.train("nowhere.used", parameters.initializer().constant(new Shape(2), 1));
    try (Adaptation adaptation = new ParameterAdaptation(parameters);
        Learner learner = Tiny.learner(backbone, adaptation, 0);
        TrainLoop<Parity.Sequence> loop =
            new TrainLoop<>(
                learner, Tiny.PARITY, Tiny.protocol(3, 1, 1e-3, 0), Tiny.features(64), 1)) {
      assertThat(loop.run(step -> {})).isNull();
      assertThat(loop.neverMoved()).containsExactly("nowhere.used");
    }
  }

  private List<Double> losses(String method, int accumulation, double dropout) {
    try (Learner learner = Tiny.learner(backbone, method, dropout)) {
      return train(learner, Tiny.protocol(10, accumulation, 1e-2, dropout)).stream()
          .map(StepReport::loss)
          .toList();
    }
  }

  private List<StepReport> train(Learner learner, Protocol protocol) {
    try (TrainLoop<Parity.Sequence> loop =
        new TrainLoop<>(learner, Tiny.PARITY, protocol, Tiny.features(64), 1)) {
      List<StepReport> steps = new ArrayList<>();
      assertThat(loop.run(steps::add)).isNull();
      assertThat(loop.neverMoved()).isEmpty();
      return steps;
    }
  }

  private static double mean(List<StepReport> steps) {
    return steps.stream().mapToDouble(StepReport::loss).average().orElseThrow();
  }

  private static Protocol withEpochs(double epochs) {
    Protocol p = Tiny.protocol(1, 1, 1e-3, 0);
    return new Protocol(
        0,
        epochs,
        p.batchSize(),
        p.accumulation(),
        p.learningRate(),
        p.headLearningRate(),
        p.schedule(),
        p.warmupRatio(),
        p.weightDecay(),
        p.clipNorm(),
        p.dropout(),
        p.maxLength(),
        p.evaluateEvery(),
        p.evaluationBatchSize(),
        p.selection(),
        p.holdout());
  }
}
