package org.peftbench.reports.table;

import java.util.Locale;
import org.peftbench.reports.Row;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;

/** How a run that did not succeed is told. */
public final class Failures {
  private Failures() {}

  /** {@code lora, seed 2: diverged, loss is NaN at step 17}. */
  public static String sentence(Row row, RunRecord run) {
    return row.label() + ", seed " + run.spec().seed() + ": " + status(run) + ", " + reason(run);
  }

  /** How it ended, in words. */
  public static String status(RunRecord run) {
    return run.status() == RunStatus.OUT_OF_MEMORY
        ? "out of memory"
        : run.status().name().toLowerCase(Locale.ROOT);
  }

  /** Why it ended so, in one line. */
  public static String reason(RunRecord run) {
    return run.message() == null || run.message().isBlank()
        ? "no reason recorded"
        : PlainText.of(run.message());
  }
}
