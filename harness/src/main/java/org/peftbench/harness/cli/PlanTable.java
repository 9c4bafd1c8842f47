package org.peftbench.harness.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.peftbench.harness.suite.Plan;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.results.MetricNames;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStatus;

/**
 * A plan's runs beside what a store knows of them.
 *
 * <p>An open run is expected to train as long as the mean of the successful ones that differ from
 * it in nothing but the seed; where there are none, nothing is expected.
 */
final class PlanTable {
  private final List<RunRecord> records;

  PlanTable(List<RunRecord> records) {
    this.records = records;
  }

  void print(Plan plan, PrintWriter out) {
    Columns columns = new Columns();
    double seconds = 0;
    int open = 0;
    int unknown = 0;
    for (PlannedRun run : plan.runs()) {
      Optional<RunRecord> made = record(run);
      boolean done = made.isPresent() && made.get().status().isFinal();
      OptionalDouble expected = done ? OptionalDouble.empty() : expected(run.spec());
      open += done ? 0 : 1;
      unknown += done || expected.isPresent() ? 0 : 1;
      seconds += expected.orElse(0);
      columns.row(
          run.spec().id(),
          run.title(),
          run.spec().backbone().id(),
          made.map(record -> record.status().name().toLowerCase(Locale.ROOT)).orElse("open"),
          expected.isPresent() ? "about " + seconds(expected.getAsDouble()) : "");
    }
    columns.print(out);
    out.println(
        "%d runs, %d to make%s"
            .formatted(
                plan.runs().size(), open, open == 0 ? "" : estimate(seconds, open, unknown)));
    out.flush();
  }

  private static String estimate(double seconds, int open, int unknown) {
    if (unknown == open) {
      return "; no like run has been made yet, so nothing is known of their time";
    }
    String rest = unknown == 0 ? "" : ", and %d that nothing is known of".formatted(unknown);
    return ": about " + seconds(seconds) + " of training" + rest;
  }

  private static String seconds(double seconds) {
    return seconds < 120
        ? String.format(Locale.ROOT, "%.0f s", seconds)
        : String.format(Locale.ROOT, "%.0f min", seconds / 60);
  }

  private Optional<RunRecord> record(PlannedRun run) {
    return records.stream().filter(made -> made.spec().id().equals(run.spec().id())).findFirst();
  }

  private OptionalDouble expected(RunSpec spec) {
    return records.stream()
        .filter(made -> made.status() == RunStatus.SUCCEEDED)
        .filter(made -> differsInSeedOnly(made.spec(), spec))
        .flatMap(made -> made.metrics().stream())
        .filter(metric -> metric.name().equals(MetricNames.TRAINING_SECONDS))
        .mapToDouble(metric -> metric.value())
        .average();
  }

  private static boolean differsInSeedOnly(RunSpec a, RunSpec b) {
    return a.backbone().equals(b.backbone())
        && a.task().equals(b.task())
        && a.method().equals(b.method())
        && a.protocol().equals(b.protocol())
        && a.dtype().equals(b.dtype())
        && a.threads() == b.threads();
  }
}
