package org.peftbench.harness.train;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.peftbench.results.Metric;
import org.peftbench.results.Metric.Aggregation;
import org.peftbench.results.Metric.Direction;
import org.peftbench.results.MetricNames;

/** Training seconds and their parts, step-time quantiles and throughput. */
final class TimeProbe implements Probe {
  /** Steps left out of the quantiles: compiler and caches are still cold in them. */
  private static final int COLD = 10;

  private final double before;
  private final List<Double> seconds = new ArrayList<>();
  private final Map<Stopwatch.Part, Double> parts = new EnumMap<>(Stopwatch.Part.class);
  private long tokens;
  private long paddedTokens;

  /**
   * A clock before the first step.
   *
   * @param before seconds that the training took already, for states of frozen layers
   */
  TimeProbe(double before) {
    this.before = before;
    if (before > 0) {
      parts.put(Stopwatch.Part.FORWARD, before);
    }
  }

  @Override
  public void afterStep(StepReport step) {
    seconds.add(step.seconds());
    step.parts().forEach((part, time) -> parts.merge(part, time, Double::sum));
    tokens += step.tokens();
    paddedTokens += step.paddedTokens();
  }

  /** Seconds of all steps so far, and of what came before them. */
  double totalSeconds() {
    return before + seconds.stream().mapToDouble(Double::doubleValue).sum();
  }

  @Override
  public List<Metric> metrics() {
    if (seconds.isEmpty()) {
      return List.of();
    }
    double total = totalSeconds();
    int skipped = seconds.size() >= 2 * COLD ? COLD : 0;
    double[] warm =
        seconds.stream().skip(skipped).mapToDouble(Double::doubleValue).sorted().toArray();
    List<Metric> metrics = new ArrayList<>();
    parts.forEach(
        (part, time) -> metrics.add(lower(MetricNames.TIME_PART + part, time, Aggregation.TOTAL)));
    metrics.addAll(
        List.of(
            lower(MetricNames.TRAINING_SECONDS, total, Aggregation.TOTAL),
            lower(MetricNames.STEP_SECONDS_MEDIAN, quantile(warm, 50), Aggregation.MEDIAN),
            lower(MetricNames.STEP_SECONDS_P90, quantile(warm, 90), Aggregation.P90),
            lower(MetricNames.STEP_SECONDS_P99, quantile(warm, 99), Aggregation.P99),
            higher(MetricNames.TOKENS_PER_SECOND, tokens / total),
            higher(MetricNames.PADDED_TOKENS_PER_SECOND, paddedTokens / total),
            new Metric(
                MetricNames.STEPS, seconds.size(), "steps", Direction.NEITHER, Aggregation.TOTAL)));
    return metrics;
  }

  private static double quantile(double[] sorted, double percent) {
    return new Percentile().evaluate(sorted, percent);
  }

  private static Metric lower(String name, double value, Aggregation aggregation) {
    return new Metric(name, value, "seconds", Direction.LOWER, aggregation);
  }

  private static Metric higher(String name, double value) {
    return new Metric(name, value, "tokens/second", Direction.HIGHER, Aggregation.MEAN);
  }
}
