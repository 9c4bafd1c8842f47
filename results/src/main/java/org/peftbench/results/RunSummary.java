package org.peftbench.results;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a list of runs says of one.
 *
 * @param id of the run
 * @param trial whether a configuration was to be chosen by it
 * @param score of the primary metric; absent where there is none
 * @param seconds of training; absent where unknown
 */
public record RunSummary(
    String id,
    String task,
    String backbone,
    String label,
    String method,
    boolean trial,
    long seed,
    RunStatus status,
    Instant started,
    String primaryMetric,
    @Nullable Double score,
    @Nullable Double seconds,
    @Nullable String message) {
  /** The summary of a record. */
  public static RunSummary of(RunRecord record) {
    RunSpec spec = record.spec();
    return new RunSummary(
        spec.id(),
        spec.task().name(),
        spec.backbone().id(),
        record.label(),
        spec.method().name(),
        spec.trial(),
        spec.seed(),
        record.status(),
        record.started(),
        record.primaryMetric(),
        value(record.metric(record.primaryMetric())),
        value(record.metric(MetricNames.TRAINING_SECONDS)),
        record.message());
  }

  private static @Nullable Double value(Optional<Metric> metric) {
    return metric.map(Metric::value).orElse(null);
  }
}
