package org.peftbench.harness.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.Trainable;
import org.peftbench.models.Backbone;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;
import org.peftbench.reports.gate.Finding;
import org.peftbench.reports.gate.Gate;
import org.peftbench.reports.gate.GateReport;
import org.peftbench.results.Curve;
import org.peftbench.results.Metric;
import org.peftbench.results.Metric.Aggregation;
import org.peftbench.results.Metric.Direction;
import org.peftbench.results.MetricNames;
import org.peftbench.results.Protocol;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStatus;
import org.peftbench.results.base.Json;
import org.peftbench.results.baselines.Baseline;

/**
 * Real trainings with something broken, under the spec of one that is whole: the gate must see it.
 */
class SabotageTest {
  private static final int SEEDS = 3;
  private static final double DROPOUT = 0.1;

  /** What is broken, and the line that has to show it. */
  private enum Sabotage {
    SIGN_FLIPPED("losses of the first steps"),
    FACTOR_OF_TWO("losses of the first steps"),
    HEAD_FROZEN("losses of the first steps"),
    HEAD_LEFT_OUT("trainable_parameters.head"),
    DROPOUT_IN_EVALUATION("accuracy");

    private final String figure;

    Sabotage(String figure) {
      this.figure = figure;
    }
  }

  private interface Training {
    RunRecord run(long seed) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void isCaught(Sabotage sabotage) throws IOException {
    Baseline baseline =
        Baseline.of(
            "tiny",
            runs(seed -> train(seed, null)),
            null,
            new Baseline.Reason(Instant.EPOCH, "whole"),
            Map.of());
    GateReport report = Gate.judge(baseline, runs(seed -> train(seed, sabotage)));
    assertThat(report.alarms()).extracting(Finding::figure).contains(sabotage.figure);
  }

  @Test
  void whatIsWholePasses() throws IOException {
    List<RunRecord> runs = runs(seed -> train(seed, null));
    Baseline baseline =
        Baseline.of("tiny", runs, null, new Baseline.Reason(Instant.EPOCH, "whole"), Map.of());
    assertThat(Gate.judge(baseline, runs(seed -> train(seed, null))).alarms()).isEmpty();
  }

  private static List<RunRecord> runs(Training training) throws IOException {
    List<RunRecord> runs = new ArrayList<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      runs.add(training.run(seed));
    }
    return runs;
  }

  private static RunRecord train(long seed, @Nullable Sabotage sabotage) throws IOException {
    double factor =
        sabotage == Sabotage.SIGN_FLIPPED ? -1 : sabotage == Sabotage.FACTOR_OF_TWO ? 2 : 1;
    double headRate = sabotage == Sabotage.HEAD_FROZEN ? 1e-30 : 0;
    try (Backbone backbone = Tiny.backbone();
        Learner learner = Tiny.learner(backbone, new Scaled(backbone, factor), DROPOUT);
        TrainLoop<Parity.Sequence> loop =
            new TrainLoop<>(learner, Tiny.PARITY, protocol(headRate), Tiny.features(64), seed)) {
      List<Integer> steps = new ArrayList<>();
      List<Double> losses = new ArrayList<>();
      loop.run(
          report -> {
            steps.add(report.step());
            losses.add(report.loss());
          });
      List<Trainable> head =
          sabotage == Sabotage.HEAD_LEFT_OUT ? List.of() : learner.headTrainables();
      return new RunRecord(
          RunRecord.SCHEMA,
          "scaled",
          spec(seed),
          RunStatus.SUCCEEDED,
          null,
          Instant.EPOCH,
          null,
          "accuracy",
          List.of(
              new Metric(
                  "accuracy",
                  accuracy(learner, sabotage == Sabotage.DROPOUT_IN_EVALUATION),
                  "fraction",
                  Direction.HIGHER,
                  Aggregation.ONCE),
              count(MetricNames.TRAINABLE_ADAPTATION, learner.adaptation().trainables()),
              count(MetricNames.TRAINABLE_HEAD, head)),
          List.of(new Curve("loss", steps, losses, losses)),
          Map.of(),
          null);
    }
  }

  /** Over many rows, so that the seeds' noise is small. */
  private static double accuracy(Learner learner, boolean dropout) {
    List<Parity.Sequence> rows = Tiny.features(512);
    Learner asked =
        new Learner(
            learner.backbone(),
            learner.adaptation(),
            learner.head(),
            dropout ? 0.5 : 0,
            learner.padId());
    int right = 0;
    try (Ops ops =
        dropout
            ? Ops.training(learner.backbone().manager(), learner.backbone().dtype())
            : Ops.evaluation(learner.backbone().manager(), learner.backbone().dtype())) {
      for (List<Parity.Sequence> batch : BatchOrder.cut(rows, 64)) {
        double[] logits =
            ops.values(
                asked.logits(
                    ops,
                    TokenBatch.of(ops, batch.stream().map(Parity.Sequence::input).toList(), 0)));
        for (int i = 0; i < batch.size(); i++) {
          int answer = logits[2 * i + 1] > logits[2 * i] ? 1 : 0;
          right += answer == batch.get(i).parity() ? 1 : 0;
        }
      }
    }
    return right / (double) rows.size();
  }

  private static Metric count(String name, List<Trainable> trainables) {
    long count = trainables.stream().mapToLong(Trainable::size).sum();
    return new Metric(name, count, "parameters", Direction.LOWER, Aggregation.TOTAL);
  }

  private static Protocol protocol(double headRate) {
    Protocol tiny = Tiny.protocol(120, 1, 5e-3, DROPOUT);
    return new Protocol(
        tiny.steps(),
        tiny.epochs(),
        tiny.batchSize(),
        tiny.accumulation(),
        tiny.learningRate(),
        headRate,
        tiny.schedule(),
        tiny.warmupRatio(),
        tiny.weightDecay(),
        tiny.clipNorm(),
        tiny.dropout(),
        tiny.maxLength(),
        tiny.evaluateEvery(),
        tiny.evaluationBatchSize(),
        tiny.selection(),
        tiny.holdout());
  }

  private static RunSpec spec(long seed) {
    return new RunSpec(
        RunSpec.SCHEMA,
        new RunSpec.Backbone("tiny", "d1"),
        new RunSpec.Task("parity", 1, "d2", null, null),
        new RunSpec.Method("scaled", Json.MAPPER.createObjectNode()),
        protocol(0),
        seed,
        "float32",
        1);
  }

  /** A matrix added to the values and a vector that scales them, the values times a factor. */
  private static final class Scaled implements Adaptation {
    private final Parameters parameters;
    private final Taps taps;

    Scaled(Backbone backbone, double factor) {
      parameters = new Parameters(backbone, 1);
      Taps.Builder builder = Taps.builder();
      for (Site site : backbone.sites()) {
        if (site.role() == Role.VALUE) {
          NDArray vector =
              parameters.train(
                  site.module() + ".vector",
                  parameters.initializer().constant(new Shape(site.out()), 1));
          NDArray matrix =
              parameters.train(
                  site.module() + ".matrix",
                  parameters.initializer().constant(new Shape(site.out(), site.in()), 0));
          builder.linear(
              site,
              (ops, x, base) -> {
                NDArray moved = ops.add(base.forward(ops, x), ops.linear(x, matrix));
                return ops.scale(ops.multiply(moved, vector), factor);
              });
        }
      }
      taps = builder.build();
    }

    @Override
    public Taps taps() {
      return taps;
    }

    @Override
    public List<Trainable> trainables() {
      return parameters.trainables();
    }

    @Override
    public void close() {
      parameters.close();
    }
  }
}
