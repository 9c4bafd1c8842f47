package org.peftbench.reports.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.Answering;
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

/** Runs of an invented suite with noise of known size, and what can be broken in them. */
final class SimulatedRuns {
  static final List<String> METHODS = List.of("full", "lora", "ia3", "houlsby", "prefix-tuning");
  private static final List<String> TASKS = List.of("parity", "order");

  private final Random random;
  double scoreNoise = 0.012;
  double memoryNoise = 0.01;
  double timeNoise = 0.03;
  String victim = "";
  String victimsTask = "";
  double score;
  double memory = 1;
  double time = 1;
  double lossAfterFirstStep = 1;
  int head = 130;
  RunStatus status = RunStatus.SUCCEEDED;
  int rank = 8;
  double machine = 100;
  boolean memoryIsMeasured = true;
  @Nullable Answering answers;

  SimulatedRuns(long seed) {
    random = new Random(seed);
  }

  static Baseline baseline(List<RunRecord> runs) {
    return Baseline.of("s", runs, null, new Baseline.Reason(Instant.EPOCH, "a test"), Map.of());
  }

  List<RunRecord> suite(int seeds) {
    List<RunRecord> runs = new ArrayList<>();
    for (String task : TASKS) {
      for (String method : METHODS) {
        for (int seed = 1; seed <= seeds; seed++) {
          runs.add(run(task, method, seed));
        }
      }
    }
    return runs;
  }

  private RunRecord run(String task, String method, int seed) {
    boolean hurt = method.equals(victim) && task.contains(victimsTask);
    int level = METHODS.indexOf(method);
    double seconds =
        (0.1 + 0.01 * level) * (hurt ? time : 1) * Math.exp(timeNoise * random.nextGaussian());
    double bytes =
        (1e9 + 1e7 * level) * (hurt ? memory : 1) * Math.exp(memoryNoise * random.nextGaussian());
    double quality = 0.8 - 0.02 * level + (hurt ? score : 0) + scoreNoise * random.nextGaussian();
    RunSpec spec = spec(task, method, seed, hurt ? rank : 8);
    if (hurt && status != RunStatus.SUCCEEDED) {
      return RunRecord.failure(method, spec, status, "told to", Instant.EPOCH);
    }
    List<Integer> steps = IntStream.rangeClosed(1, 40).boxed().toList();
    List<Double> losses =
        steps.stream()
            .map(step -> (0.7 + 0.001 * seed) / step * (hurt && step > 1 ? lossAfterFirstStep : 1))
            .toList();
    return new RunRecord(
        RunRecord.SCHEMA,
        method,
        spec,
        RunStatus.SUCCEEDED,
        null,
        Instant.EPOCH,
        null,
        "accuracy",
        List.of(
            new Metric("accuracy", quality, "fraction", Direction.HIGHER, Aggregation.ONCE),
            figure(MetricNames.TRAINABLE_ADAPTATION, 1000 + level, "parameters"),
            figure(MetricNames.TRAINABLE_HEAD, hurt ? head : 130, "parameters"),
            figure(hurt && !memoryIsMeasured ? "other" : MetricNames.PEAK_RSS, bytes, "bytes"),
            figure(MetricNames.STEP_SECONDS_MEDIAN, seconds * 100 / machine, "seconds"),
            figure(MetricNames.MATRIX_PRODUCT_RATE, machine, "GFLOP/s")),
        List.of(new Curve("loss", steps, losses, losses)),
        Map.of(),
        null);
  }

  private static Metric figure(String name, double value, String unit) {
    return new Metric(name, value, unit, Direction.LOWER, Aggregation.ONCE);
  }

  private RunSpec spec(String task, String method, int seed, int rank) {
    ObjectNode config = Json.MAPPER.createObjectNode().put("rank", rank);
    return new RunSpec(
        RunSpec.SCHEMA,
        new RunSpec.Backbone("tiny", "d1"),
        new RunSpec.Task(task, 1, "d2", null, null, answers),
        new RunSpec.Method(method, config),
        Protocol.DEFAULT,
        seed,
        "float32",
        2);
  }
}
