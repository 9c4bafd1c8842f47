package org.peftbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.Curve;
import org.peftbench.results.Environment;
import org.peftbench.results.Metric;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;

/** Records that differ from others in one thing. */
public final class Altered {
  private Altered() {}

  /** With one figure more, or another value of it. */
  public static RunRecord measured(RunRecord record, String name, double value) {
    List<Metric> metrics = new ArrayList<>(record.metrics());
    metrics.removeIf(metric -> metric.name().equals(name));
    metrics.add(
        new Metric(name, value, "fraction", Metric.Direction.HIGHER, Metric.Aggregation.ONCE));
    return with(record, record.environment(), metrics, record.curves(), record.notes());
  }

  /** With that share of right answers turned into a loss, of which less is better. */
  public static RunRecord asLoss(RunRecord record, String name) {
    List<Metric> metrics =
        record.metrics().stream()
            .map(
                metric ->
                    metric.name().equals(name)
                        ? new Metric(
                            name,
                            1 - metric.value(),
                            "loss",
                            Metric.Direction.LOWER,
                            metric.aggregation())
                        : metric)
            .toList();
    return with(record, record.environment(), metrics, record.curves(), record.notes());
  }

  /** With these notes. */
  public static RunRecord noted(RunRecord record, Map<String, String> notes) {
    return with(record, record.environment(), record.metrics(), record.curves(), notes);
  }

  /** With one curve more. */
  public static RunRecord followed(RunRecord record, Curve curve) {
    List<Curve> curves = new ArrayList<>(record.curves());
    curves.add(curve);
    return with(record, record.environment(), record.metrics(), curves, record.notes());
  }

  /** Run on a machine with that processor. */
  public static RunRecord on(RunRecord record, String cpu) {
    return in(
        record,
        new Environment("OS", cpu, 64, 1L << 36, "Java", "PyTorch", "cpu", "0.1.0", Map.of()));
  }

  /** Made by another version on the same machine. */
  public static RunRecord made(RunRecord record, String version) {
    Environment old = record.environment();
    return in(
        record,
        new Environment(
            old.os(),
            old.cpu(),
            old.cores(),
            old.memoryBytes(),
            old.java(),
            old.engine(),
            old.device(),
            version,
            old.settings()));
  }

  /** Computed by that device. */
  public static RunRecord onDevice(RunRecord record, String device) {
    RunSpec spec = record.spec();
    return specified(
        record,
        new RunSpec(
            spec.schema(),
            spec.backbone(),
            spec.task(),
            spec.method(),
            spec.protocol(),
            spec.seed(),
            spec.dtype(),
            spec.threads(),
            device));
  }

  /** A run of that specification. */
  public static RunRecord specified(RunRecord record, RunSpec spec) {
    return new RunRecord(
        record.schema(),
        record.label(),
        spec,
        record.status(),
        record.message(),
        record.started(),
        record.environment(),
        record.primaryMetric(),
        record.metrics(),
        record.curves(),
        record.notes(),
        record.predictionsDigest());
  }

  /** With the score and nothing else. */
  public static RunRecord bare(RunRecord record) {
    return with(record, null, record.metrics().subList(0, 1), List.of(), Map.of());
  }

  private static RunRecord in(RunRecord record, Environment environment) {
    return with(record, environment, record.metrics(), record.curves(), record.notes());
  }

  private static RunRecord with(
      RunRecord record,
      @Nullable Environment environment,
      List<Metric> metrics,
      List<Curve> curves,
      Map<String, String> notes) {
    return new RunRecord(
        record.schema(),
        record.label(),
        record.spec(),
        record.status(),
        record.message(),
        record.started(),
        environment,
        record.primaryMetric(),
        metrics,
        curves,
        notes,
        record.predictionsDigest());
  }
}
