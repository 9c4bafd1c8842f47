package org.peftbench.results;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.UserError;

/**
 * Everything one run left behind, but for its per-example predictions, which lie beside it (see
 * {@link RunStore}).
 *
 * @param schema version of this form
 * @param label how the suite calls this configuration: {@code propulsion-attn}; the same for all
 *     its seeds
 * @param spec the whole input
 * @param status how it ended
 * @param message one line on why it did not succeed; absent on success
 * @param started wall-clock time of the worker's start
 * @param environment where it ran; absent when the worker died before it could say
 * @param primaryMetric the metric that ranks methods on this task
 * @param metrics every figure measured, each name once
 * @param curves loss, learning rate, evaluation
 * @param notes facts about the task's rows and the training, for readers: caps, selection marked
 *     optimistic, leakage
 * @param predictionsDigest SHA-256 of the predictions file; absent when there is none
 */
public record RunRecord(
    int schema,
    String label,
    RunSpec spec,
    RunStatus status,
    @Nullable String message,
    Instant started,
    @Nullable Environment environment,
    String primaryMetric,
    List<Metric> metrics,
    List<Curve> curves,
    Map<String, String> notes,
    @Nullable String predictionsDigest) {

  /** The version written today. */
  public static final int SCHEMA = 1;

  public RunRecord {
    if (schema < 1 || schema > SCHEMA) {
      throw new UserError(
          "run record has schema %d but this peftbench reads 1 to %d: use a newer peftbench",
          schema, SCHEMA);
    }
    metrics = List.copyOf(metrics);
    curves = List.copyOf(curves);
    notes = Map.copyOf(notes);
    if (metrics.stream().map(Metric::name).distinct().count() != metrics.size()) {
      throw new IllegalArgumentException("a metric stands twice in one record");
    }
  }

  /** A run that left nothing but the reason why. */
  public static RunRecord failure(
      String label, RunSpec spec, RunStatus status, String message, Instant started) {
    return failure(label, spec, status, message, started, Map.of());
  }

  /** A run that left nothing but the reason why, and what was known of it before. */
  public static RunRecord failure(
      String label,
      RunSpec spec,
      RunStatus status,
      String message,
      Instant started,
      Map<String, String> notes) {
    return new RunRecord(
        SCHEMA, label, spec, status, message, started, null, "", List.of(), List.of(), notes, null);
  }

  /** The same run with other answers beside it, or with none. */
  RunRecord answering(List<Prediction> answers) {
    return new RunRecord(
        schema,
        label,
        spec,
        status,
        message,
        started,
        environment,
        primaryMetric,
        metrics,
        curves,
        notes,
        answers.isEmpty() ? null : RunStore.digest(answers));
  }

  /** The figure of that name, if it was measured. */
  public Optional<Metric> metric(String name) {
    return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst();
  }

  /** The curve of that name, if there is one. */
  public Optional<Curve> curve(String name) {
    return curves.stream().filter(curve -> curve.name().equals(name)).findFirst();
  }
}
