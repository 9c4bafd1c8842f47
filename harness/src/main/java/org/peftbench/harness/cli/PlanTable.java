package org.peftbench.harness.cli;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.suite.Estimate;
import org.peftbench.harness.suite.Plan;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.reports.table.Figures;
import org.peftbench.results.RunRecord;

/** A plan's runs beside what a store knows of them, and what the others may take. */
final class PlanTable {
  private final Map<String, RunRecord> records = new HashMap<>();
  private final Estimates estimates;

  PlanTable(List<RunRecord> records, Estimates estimates) {
    records.forEach(record -> this.records.put(record.spec().id(), record));
    this.estimates = estimates;
  }

  void print(Plan plan, PrintWriter out) {
    Columns columns = new Columns();
    double seconds = 0;
    double bytes = 0;
    int open = 0;
    int unknown = 0;
    for (PlannedRun run : plan.runs()) {
      Optional<RunRecord> made = Optional.ofNullable(records.get(run.spec().id()));
      boolean done = made.isPresent() && made.get().status().isFinal();
      Estimate expected = done ? null : estimates.of(run.spec());
      if (expected != null) {
        open++;
        unknown += expected.seconds().isPresent() ? 0 : 1;
        seconds += expected.seconds().orElse(0);
        bytes = Math.max(bytes, expected.bytes());
      }
      columns.row(
          run.spec().id(),
          run.title(),
          run.spec().backbone().id(),
          made.map(record -> record.status().name().toLowerCase(Locale.ROOT)).orElse("open"),
          words(expected));
    }
    columns.print(out);
    out.println(
        "%d runs, %d to make%s"
            .formatted(
                plan.runs().size(),
                open,
                open == 0 ? "" : summary(seconds, open, unknown) + ", " + memory(bytes)));
    out.flush();
  }

  private static String words(@Nullable Estimate expected) {
    if (expected == null) {
      return "";
    }
    String time =
        expected.seconds().isEmpty() ? "" : seconds(expected.seconds().getAsDouble()) + ", ";
    return (expected.measured() ? "about " : "roughly ")
        + time
        + Figures.value(expected.bytes(), "bytes");
  }

  private static String memory(double bytes) {
    return "at most " + Figures.value(bytes, "bytes") + " at once by one run";
  }

  private static String summary(double seconds, int open, int unknown) {
    if (unknown == open) {
      return "; no like run has been made yet, so nothing is known of their time";
    }
    String rest = unknown == 0 ? "" : " and %d that nothing is known of".formatted(unknown);
    return ": about " + seconds(seconds) + " of training" + rest;
  }

  private static String seconds(double seconds) {
    return seconds < 120
        ? String.format(Locale.ROOT, "%.0f s", seconds)
        : String.format(Locale.ROOT, "%.0f min", seconds / 60);
  }
}
