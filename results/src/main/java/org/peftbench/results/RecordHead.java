package org.peftbench.results;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of a record, what a list of runs says: curves and the rest, which are most of it, are passed over
 * when it is read.
 *
 * @param schema version of the record's form
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record RecordHead(
    int schema,
    String label,
    Spec spec,
    RunStatus status,
    @Nullable String message,
    Instant started,
    String primaryMetric,
    List<Figure> metrics) {

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Spec(RunSpec.Backbone backbone, RunSpec.Task task, Method method, long seed) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Method(String name) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Figure(String name, double value) {}

  /** What a list says of it. */
  RunSummary summary(String id) {
    return new RunSummary(
        id,
        spec.task().name(),
        spec.backbone().id(),
        label,
        spec.method().name(),
        spec.task().tuning() != null,
        spec.seed(),
        status,
        started,
        primaryMetric,
        value(primaryMetric),
        value(MetricNames.TRAINING_SECONDS),
        message);
  }

  private @Nullable Double value(String metric) {
    for (Figure figure : metrics) {
      if (figure.name().equals(metric)) {
        return figure.value();
      }
    }
    return null;
  }
}
