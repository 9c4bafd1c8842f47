package org.peftbench.harness.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.harness.train.family.EncodedExample;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.methods.Trainable;
import org.peftbench.models.Backbone;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;
import org.peftbench.results.MetricNames;
import org.peftbench.results.Prediction;
import org.peftbench.results.Protocol;
import org.peftbench.results.base.Json;

class FrozenLayersTest {
  private static final int STEPS = 24; // of 8 rows: each of 64 is read three times

  private final List<EncodedExample<Parity.Sequence>> all = Tiny.rows(80);
  private final Rows<Parity.Sequence> rows =
      new Rows<>(all.subList(0, 64), all.subList(64, 80), List.of());
  private Backbone backbone;

  @BeforeEach
  void open() throws IOException {
    backbone = Tiny.backbone();
  }

  @AfterEach
  void close() {
    backbone.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"propulsion", "head-only"})
  void trainsAsIfAllLayersWereComputed(String method) {
    List<Double> computed = new ArrayList<>();
    List<Double> kept = new ArrayList<>();
    try (Learner learner = upper(method, 0)) {
      train(learner, computed);
    }
    try (Learner learner = upper(method, 0);
        FrozenLayers frozen = FrozenLayers.of(learner, protocol(0, true), rows)) {
      assertThat(frozen.note()).matches("what enters layer \\d of \\d+ inputs, \\d+ KiB");
      assertThat(frozen.seconds()).isPositive();
      train(frozen.learner(), kept);
      List<Prediction> predictions = answers(frozen.learner());
      List<Prediction> again = answers(learner);
      for (int i = 0; i < predictions.size(); i++) {
        assertThat(logit(predictions.get(i))).isCloseTo(logit(again.get(i)), within(1e-4));
      }
    }
    assertThat(kept).hasSameSizeAs(computed);
    for (int i = 0; i < kept.size(); i++) {
      assertThat(kept.get(i)).as("step %d", i + 1).isCloseTo(computed.get(i), within(1e-4));
    }
    assertThat(computed.get(STEPS - 1)).isNotEqualTo(computed.get(0));
  }

  /** What is kept is what is used: a lower layer that changes afterwards changes nothing. */
  @Test
  void computesNoLayerBelow() {
    List<Encoding> input = all.get(0).training().get(0).inputs();
    try (Learner upper = upper("propulsion", 0);
        FrozenLayers frozen = FrozenLayers.of(upper, protocol(0, true), rows);
        Learner full = Tiny.learner(backbone, "full", 0);
        Ops ops = Ops.evaluation(backbone.manager(), backbone.dtype())) {
      Learner keeping = full.with(frozen.learner().lowerStates());
      double[] kept = keeping.outputs(input).get(0);
      double[] computed = full.outputs(input).get(0);
      NDArray lower =
          full.trainables().stream()
              .filter(trainable -> trainable.name().contains("layer.0.output.dense.weight"))
              .map(Trainable::array)
              .findFirst()
              .orElseThrow();
      ops.assign(lower, ops.zeros(lower.getShape()));
      assertThat(keeping.outputs(input).get(0)).isEqualTo(kept);
      assertThat(full.outputs(input).get(0)).isNotEqualTo(computed);
      List<Encoding> unknown = List.of(new Encoding(new long[] {1, 2, 3, 4}, new long[4]));
      assertThat(keeping.outputs(unknown).get(0)).isEqualTo(full.outputs(unknown).get(0));
    }
  }

  @Test
  void withDropoutOnlyEvaluationsAreKept() {
    try (Learner learner = upper("propulsion", 0.1);
        FrozenLayers frozen = FrozenLayers.of(learner, protocol(0.1, true), rows)) {
      assertThat(frozen.note()).contains("of 16 inputs");
      List<Double> losses = new ArrayList<>();
      train(frozen.learner(), losses);
      List<Double> computed = new ArrayList<>();
      try (Learner plain = upper("propulsion", 0.1)) {
        train(plain, computed);
      }
      assertThat(losses).isEqualTo(computed);
    }
  }

  @Test
  void saysWhyNothingIsKept() {
    try (Learner learner = upper("propulsion", 0);
        Learner whole = Tiny.learner(backbone, "lora", 0)) {
      assertThat(FrozenLayers.of(learner, protocol(0, false), rows).note()).isNull();
      assertThat(FrozenLayers.of(whole, protocol(0, true), rows).note())
          .isEqualTo("nothing: no layer lies below all that is adapted");
      Protocol once = protocol(0, true, 8, 0);
      assertThat(FrozenLayers.of(learner, once, rows).note())
          .isEqualTo("nothing: no row is read twice");
      for (int evaluateEvery : List.of(0, STEPS)) { // never, and once
        Protocol dropped = protocol(0.1, true, STEPS, evaluateEvery);
        assertThat(FrozenLayers.of(learner, dropped, rows).note())
            .isEqualTo("nothing: dropout 0.1 makes the states new ones in every step");
      }
    }
  }

  @Test
  void whatItTookBelongsToTheTraining() {
    TimeProbe time = new TimeProbe(2.5);
    time.afterStep(new StepReport(1, 0.5, Map.of(), 1, 1e-3, 1, 8, 8));
    assertThat(time.totalSeconds()).isEqualTo(3.0);
    assertThat(time.metrics())
        .anyMatch(m -> m.name().equals(MetricNames.TRAINING_SECONDS) && m.value() == 3.0);
  }

  private Learner upper(String method, double dropout) {
    ObjectNode config = Json.MAPPER.createObjectNode();
    if (!method.equals("head-only")) {
      config.put("layers", "last 1").putArray("targets").add("query").add("ffn_down");
    }
    return Tiny.learner(backbone, method, config, dropout);
  }

  private void train(Learner learner, List<Double> losses) {
    Protocol protocol = protocol(learner.dropout(), false);
    try (TrainLoop<Parity.Sequence> loop =
        new TrainLoop<>(learner, Tiny.PARITY, protocol, rows.features(), 1)) {
      loop.run(step -> losses.add(step.loss()));
    }
  }

  private List<Prediction> answers(Learner learner) {
    return new Evaluator<>(Tiny.PARITY, 8).predict(learner, rows.monitored());
  }

  private static double logit(Prediction prediction) {
    return prediction.scores().get(0);
  }

  private static Protocol protocol(double dropout, boolean cached) {
    return protocol(dropout, cached, STEPS, 10);
  }

  private static Protocol protocol(double dropout, boolean cached, int steps, int evaluateEvery) {
    Protocol p = Tiny.protocol(steps, 1, 5e-3, dropout);
    return new Protocol(
        p.steps(),
        p.epochs(),
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
        evaluateEvery,
        p.evaluationBatchSize(),
        p.selection(),
        0.2,
        null,
        null,
        cached);
  }
}
