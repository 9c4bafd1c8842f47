package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.List;
import org.peftbench.reports.Block;
import org.peftbench.reports.Row;
import org.peftbench.reports.table.Failures;
import org.peftbench.reports.table.Grid;
import org.peftbench.results.RunRecord;

/** Every run that did not succeed, with its reason. */
final class FailuresPage {
  static final String PATH = "failures.html";

  private FailuresPage() {}

  static Page of(Contents contents) {
    Grid grid = grid(contents, contents.blocks());
    Part part =
        grid.lines().isEmpty()
            ? new Part.Prose("Every run succeeded.")
            : new Part.Table("Runs that did not succeed", grid);
    return new Page(PATH, "Runs that did not succeed", List.of(part));
  }

  static Grid grid(Contents contents, List<Block> blocks) {
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (Block block : blocks) {
      for (Row row : block.rows()) {
        row.failures().forEach(run -> lines.add(line(contents, block, row, run)));
      }
    }
    return new Grid(
        List.of(
            new Grid.Column("method", "As the suite calls it."),
            new Grid.Column("task", "Leads to its page."),
            new Grid.Column("seed", "Of weights, order and dropout."),
            new Grid.Column("ended as", "How the run ended."),
            new Grid.Column("reason", "What the worker said, or what was seen of its end."),
            new Grid.Column("run", "Leads to all that is known of it.")),
        lines);
  }

  private static List<Grid.Cell> line(Contents contents, Block block, Row row, RunRecord run) {
    return List.of(
        Grid.Cell.text(row.label()),
        Grid.Cell.text(contents.title(block)).linked(contents.taskPage(block)),
        new Grid.Cell(Long.toString(run.spec().seed()), (double) run.spec().seed()),
        Grid.Cell.text(Failures.status(run)).tagged(Grid.Tag.FAILED),
        Grid.Cell.text(Failures.reason(run)),
        Grid.Cell.text(run.spec().id()).linked(Contents.runPage(run)));
  }
}
