package org.peftbench.harness.cli;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.peftbench.harness.suite.Estimate;
import org.peftbench.harness.suite.Plan;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.harness.suite.TunedRow;
import org.peftbench.reports.table.AlignedText;
import org.peftbench.reports.table.Figures;
import org.peftbench.results.RunRecord;

/** A plan's runs beside what a store knows of them, and what the others may take. */
final class PlanTable {
  private final Map<String, RunRecord> records = new HashMap<>();
  private final Estimates estimates;
  private double seconds;
  private double bytes;
  private int open;
  private int unknown;

  PlanTable(List<RunRecord> records, Estimates estimates) {
    records.forEach(record -> this.records.put(record.spec().id(), record));
    this.estimates = estimates;
  }

  /** Prints trials first, as they are made; of rows that aren't chosen yet, what they may take. */
  void print(Plan plan, PrintWriter out) {
    Function<String, Optional<RunRecord>> made = id -> Optional.ofNullable(records.get(id));
    Plan known = plan.chosen(made);
    AlignedText columns = new AlignedText();
    for (PlannedRun run : plan.trials().runs()) {
      line(run, made.apply(run.spec().id()), columns);
    }
    for (PlannedRun run : known.runs()) {
      line(run, made.apply(run.spec().id()), columns);
    }
    for (TunedRow row : known.tuned()) {
      for (PlannedRun run : row.candidates().get(0).runs()) {
        Estimate expected = expect(run);
        columns.line(
            "-", run.title(), run.spec().backbone().id(), "after its trials", words(expected));
      }
    }
    out.print(columns.render());
    out.println(
        "%d runs, %d to make%s"
            .formatted(
                plan.trials().runs().size() + plan.reported(),
                open,
                open == 0 ? "" : summary() + ", " + memory()));
  }

  private void line(PlannedRun run, Optional<RunRecord> made, AlignedText columns) {
    boolean done = made.isPresent() && made.get().status().isFinal();
    columns.line(
        run.spec().id(),
        run.title(),
        run.spec().backbone().id(),
        made.map(record -> record.status().name().toLowerCase(Locale.ROOT)).orElse("open"),
        done ? "" : words(expect(run)));
  }

  /** What a run that is to be made may take, added to the sums. */
  private Estimate expect(PlannedRun run) {
    Estimate expected = estimates.of(run.spec());
    open++;
    unknown += expected.seconds().isPresent() ? 0 : 1;
    seconds += expected.seconds().orElse(0);
    bytes = Math.max(bytes, expected.bytes());
    return expected;
  }

  private static String words(Estimate expected) {
    String time =
        expected.seconds().isEmpty() ? "" : seconds(expected.seconds().getAsDouble()) + ", ";
    return (expected.measured() ? "about " : "roughly ")
        + time
        + Figures.value(expected.bytes(), "bytes");
  }

  private String memory() {
    return "at most " + Figures.value(bytes, "bytes") + " at once by one run";
  }

  private String summary() {
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
