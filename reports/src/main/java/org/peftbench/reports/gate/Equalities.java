package org.peftbench.reports.gate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.peftbench.reports.TreeDifferences;
import org.peftbench.reports.gate.Finding.Verdict;
import org.peftbench.reports.table.Figures;
import org.peftbench.results.Curve;
import org.peftbench.results.Metric;
import org.peftbench.results.MetricNames;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;
import org.peftbench.results.baselines.Baseline;

/**
 * What can't differ from the baseline by chance: which runs succeed, what they were told, what they
 * train, and the losses of their first steps.
 *
 * <p>From the same seed the first losses are the same on every machine but for the rounding of
 * sums, which has had no time to grow. They show a wrong factor or sign that the final score hides
 * in its noise.
 */
final class Equalities {
  /** Relative. Another order of sums begins with 1e-7 and has few steps to grow. */
  private static final double LOSS_TOLERANCE = 0.01;

  private static final String SAME = "the same";

  private Equalities() {}

  static List<Finding> of(
      Configuration configuration,
      List<RunRecord> before,
      List<RunRecord> after,
      Baseline baseline) {
    List<Finding> findings = new ArrayList<>();
    String name = configuration.toString();
    findings.add(seeds(name, before, after));
    List<RunRecord> succeeded = Configuration.succeeded(after);
    if (!succeeded.isEmpty()) {
      findings.add(specification(name, before, succeeded));
      findings.add(count(name, MetricNames.TRAINABLE_ADAPTATION, before, succeeded));
      findings.add(count(name, MetricNames.TRAINABLE_HEAD, before, succeeded));
      findings.add(
          losses(name, before, succeeded, baseline.margin("loss", "loss", LOSS_TOLERANCE)));
    }
    return findings;
  }

  private static Finding seeds(String name, List<RunRecord> before, List<RunRecord> after) {
    Optional<RunRecord> failed =
        after.stream().filter(run -> run.status() != RunStatus.SUCCEEDED).findFirst();
    String remark =
        failed
            .map(
                run ->
                    "seed %d ended as %s: %s"
                        .formatted(run.spec().seed(), run.status(), run.message()))
            .orElse("runs are missing");
    return Finding.equality(
        name, "seeds that succeed", seeds(before), seeds(Configuration.succeeded(after)), remark);
  }

  private static String seeds(List<RunRecord> runs) {
    return runs.stream()
        .map(run -> Long.toString(run.spec().seed()))
        .collect(Collectors.joining(", "));
  }

  private static Finding specification(String name, List<RunRecord> before, List<RunRecord> after) {
    String differences =
        pairs(before, after).stream()
            .flatMap(pair -> TreeDifferences.of(pair.before().spec(), pair.after().spec()).stream())
            .distinct()
            .collect(Collectors.joining("; "));
    return Finding.equality(
        name,
        "specification",
        SAME,
        differences.isEmpty() ? SAME : differences,
        "renew the baseline if this was meant");
  }

  private static Finding count(
      String name, String metric, List<RunRecord> before, List<RunRecord> after) {
    return Finding.equality(
        name, metric, counts(metric, before), counts(metric, after), "must be equal");
  }

  private static String counts(String metric, List<RunRecord> runs) {
    return runs.stream()
        .flatMap(run -> run.metric(metric).stream())
        .map(Metric::value)
        .distinct()
        .map(Figures::count)
        .collect(Collectors.joining(" or "));
  }

  private record Pair(RunRecord before, RunRecord after) {}

  private static List<Pair> pairs(List<RunRecord> before, List<RunRecord> after) {
    List<Pair> pairs = new ArrayList<>();
    for (RunRecord old : before) {
      after.stream()
          .filter(run -> run.spec().seed() == old.spec().seed())
          .findFirst()
          .ifPresent(run -> pairs.add(new Pair(old, run)));
    }
    return pairs;
  }

  private record Deviation(long seed, int step, double before, double after) {
    double share() {
      return Math.abs(after - before) / Math.max(Math.abs(before), Double.MIN_NORMAL);
    }
  }

  private static Finding losses(
      String name, List<RunRecord> before, List<RunRecord> after, double tolerance) {
    String figure = "losses of the first steps";
    Optional<Deviation> worst =
        pairs(before, after).stream()
            .flatMap(pair -> deviations(pair).stream())
            .max(Comparator.comparingDouble(Deviation::share));
    if (worst.isEmpty()) {
      return Finding.unjudged(name, figure, "no losses of the same steps");
    }
    Deviation most = worst.get();
    boolean well = most.share() <= tolerance;
    return new Finding(
        name,
        figure,
        Figures.plain(most.before()),
        Figures.plain(most.after()),
        most.share(),
        tolerance,
        null,
        well ? Verdict.PASS : Verdict.ALARM,
        well
            ? ""
            : String.format(
                Locale.ROOT,
                "seed %d leaves its path at step %d: more than rounding has changed",
                most.seed(),
                most.step()));
  }

  private static List<Deviation> deviations(Pair pair) {
    List<Deviation> deviations = new ArrayList<>();
    Optional<Curve> before = pair.before().curve("loss");
    Optional<Curve> after = pair.after().curve("loss");
    if (before.isPresent() && after.isPresent()) {
      List<Double> old = before.get().values();
      List<Double> now = after.get().values();
      int points = Math.min(Baseline.EARLY_LOSSES, Math.min(old.size(), now.size()));
      for (int i = 0; i < points; i++) {
        deviations.add(
            new Deviation(
                pair.before().spec().seed(), before.get().steps().get(i), old.get(i), now.get(i)));
      }
    }
    return deviations;
  }
}
