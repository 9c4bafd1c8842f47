package org.peftbench.reports.html;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.Machine;
import org.peftbench.reports.Row;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;

/** How much was compared, in one line. */
final class Facts {
  private Facts() {}

  static String of(Comparison comparison, List<RunRecord> runs) {
    if (runs.isEmpty()) {
      return comparison.unreadable().isEmpty()
          ? "No runs."
          : counted(comparison.unreadable().size(), "unreadable record") + ".";
    }
    List<String> facts = new ArrayList<>();
    facts.add(
        counted(runs.stream().map(run -> run.spec().task().name()).distinct().count(), "task"));
    facts.add(
        counted(
            runs.stream().map(run -> run.spec().backbone().id()).distinct().count(), "backbone"));
    facts.add(
        counted(
            comparison.blocks().stream()
                .flatMap(block -> block.rows().stream())
                .map(Row::label)
                .distinct()
                .count(),
            "method"));
    facts.add(counted(runs.stream().map(run -> run.spec().seed()).distinct().count(), "seed"));
    facts.add(counted(runs.size(), "run"));
    int machines = Machine.of(runs).size();
    if (machines > 1) {
      facts.add(counted(machines, "machine"));
    }
    long failed = runs.stream().filter(run -> run.status() != RunStatus.SUCCEEDED).count();
    facts.add(failed == 0 ? "none failed" : failed + " did not succeed");
    if (!comparison.unreadable().isEmpty()) {
      facts.add(counted(comparison.unreadable().size(), "unreadable record"));
    }
    facts.add(days(runs));
    return String.join(" · ", facts);
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static String days(List<RunRecord> runs) {
    List<LocalDate> days = runs.stream().map(RunRecord::started).sorted().map(Facts::day).toList();
    LocalDate first = days.get(0);
    LocalDate last = days.get(days.size() - 1);
    return first.equals(last) ? "run on " + first : "run from " + first + " to " + last;
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
