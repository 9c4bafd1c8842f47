package org.peftbench.harness.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.peftbench.harness.suite.Estimate;
import org.peftbench.results.Metric;
import org.peftbench.results.MetricNames;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStatus;

/**
 * What runs may take, judged by those that a store has: by runs that differ in nothing but the
 * seed; else by the same method on the same task; else by any method on it. Where there are none,
 * time is unknown and memory comes from the network's sizes.
 */
final class Estimates {
  private static final List<BiPredicate<RunSpec, RunSpec>> LIKENESS =
      List.of(
          Estimates::differInSeedOnly,
          (a, b) -> sameWork(a, b) && a.method().name().equals(b.method().name()),
          Estimates::sameWork);

  private final List<RunRecord> records;
  private final ToDoubleFunction<RunSpec> roughBytes;
  private final Map<RunSpec, Estimate> known = new HashMap<>();

  /**
   * Estimates by records.
   *
   * @param roughBytes what a run's process takes, from sizes alone
   */
  Estimates(List<RunRecord> records, ToDoubleFunction<RunSpec> roughBytes) {
    this.records = records.stream().filter(made -> made.status() == RunStatus.SUCCEEDED).toList();
    this.roughBytes = roughBytes;
  }

  Estimate of(RunSpec spec) {
    return known.computeIfAbsent(withoutSeed(spec), this::estimate);
  }

  private Estimate estimate(RunSpec spec) {
    for (int level = 0; level < LIKENESS.size(); level++) {
      BiPredicate<RunSpec, RunSpec> like = LIKENESS.get(level);
      List<RunRecord> made =
          records.stream().filter(record -> like.test(record.spec(), spec)).toList();
      OptionalDouble bytes = values(made, MetricNames.PEAK_RSS).max();
      if (!made.isEmpty()) {
        return new Estimate(
            seconds(made, spec, level == 0),
            bytes.isPresent() ? bytes.getAsDouble() : roughBytes.applyAsDouble(spec),
            level == 0);
      }
    }
    return new Estimate(OptionalDouble.empty(), roughBytes.applyAsDouble(spec), false);
  }

  /** As long as like runs took; of less like ones, as long as they took for so many steps. */
  private static OptionalDouble seconds(List<RunRecord> made, RunSpec spec, boolean same) {
    OptionalDouble whole = values(made, MetricNames.TRAINING_SECONDS).average();
    if (same || whole.isEmpty() || spec.protocol().steps() == 0) {
      return whole;
    }
    OptionalDouble steps = values(made, MetricNames.STEPS).average();
    return steps.isEmpty()
        ? whole
        : OptionalDouble.of(whole.getAsDouble() / steps.getAsDouble() * spec.protocol().steps());
  }

  private static DoubleStream values(List<RunRecord> made, String name) {
    return made.stream().flatMap(record -> record.metric(name).stream()).mapToDouble(Metric::value);
  }

  private static boolean sameWork(RunSpec a, RunSpec b) {
    return a.backbone().equals(b.backbone())
        && a.task().name().equals(b.task().name())
        && a.protocol().batchSize() == b.protocol().batchSize()
        && a.protocol().maxLength() == b.protocol().maxLength()
        && a.dtype().equals(b.dtype())
        && a.threads() == b.threads()
        && Objects.equals(a.device(), b.device());
  }

  private static boolean differInSeedOnly(RunSpec a, RunSpec b) {
    return withoutSeed(a).equals(withoutSeed(b));
  }

  private static RunSpec withoutSeed(RunSpec spec) {
    return new RunSpec(
        spec.schema(),
        spec.backbone(),
        spec.task(),
        spec.method(),
        spec.protocol(),
        0,
        spec.dtype(),
        spec.threads(),
        spec.device());
  }
}
