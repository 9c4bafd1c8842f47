package org.peftbench.reports.html;

import org.peftbench.reports.table.PlainText;
import org.peftbench.results.RunRecord;

/** How a run is made again. */
final class Reproduction {
  private Reproduction() {}

  /** The command that trains it, given the suite it came from. */
  static String command(RunRecord run) {
    return PlainText.of(
        "./peftbench run %s --task %s --method %s --seed %d"
            .formatted(
                run.notes().getOrDefault("suite", "SUITE"),
                run.spec().task().name(),
                run.label(),
                run.spec().seed()));
  }
}
