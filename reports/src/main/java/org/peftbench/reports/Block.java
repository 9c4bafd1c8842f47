package org.peftbench.reports;

import java.util.List;
import java.util.Optional;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.RunSpec;

/**
 * All that may be compared with each other: rows on one backbone and the same rows of one task.
 *
 * @param backbone the frozen model
 * @param task the question, version, digest and caps included
 * @param primaryMetric what ranks the rows; empty if no run succeeded
 * @param rows best first, then rows without the primary metric
 */
public record Block(
    RunSpec.Backbone backbone, RunSpec.Task task, String primaryMetric, List<Row> rows) {
  public Block {
    rows = List.copyOf(rows);
  }

  /** The task's name, fit to be read. */
  public String taskName() {
    return PlainText.of(task.name());
  }

  /** The backbone's name, fit to be read. */
  public String backboneName() {
    return PlainText.of(backbone.id());
  }

  /** The row of the best mean, if any run succeeded. */
  public Optional<Row> best() {
    return rows.stream().filter(row -> row.standing().kind() == Standing.Kind.BEST).findFirst();
  }
}
