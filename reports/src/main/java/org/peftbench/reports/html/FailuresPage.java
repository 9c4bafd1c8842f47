package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.peftbench.reports.Block;
import org.peftbench.reports.Row;
import org.peftbench.reports.table.Failures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.RunRecord;

/** Every run that did not succeed, with its reason. */
final class FailuresPage {
  static final String PATH = "failures.html";

  private FailuresPage() {}

  static Page of(Contents contents) {
    List<Part> parts = new ArrayList<>();
    Grid grid = grid(contents, contents.blocks());
    parts.add(
        grid.lines().isEmpty()
            ? new Part.Prose(
                contents.runs().isEmpty() ? "There are no runs." : "Every run succeeded.")
            : new Part.Table("Runs that did not succeed", grid));
    Map<String, String> unreadable = contents.comparison().unreadable();
    if (!unreadable.isEmpty()) {
      parts.add(new Part.Heading("unreadable", "Records that can't be read"));
      parts.add(
          new Part.Prose(
              "They are left out of every table and chart; nothing is known of their runs."));
      parts.add(new Part.Table("Records that can't be read", grid(unreadable)));
    }
    return new Page(PATH, "Runs that did not succeed", parts);
  }

  private static Grid grid(Map<String, String> unreadable) {
    return new Grid(
        List.of(
            new Grid.Column("run", "Its folder in the store."),
            new Grid.Column("reason", "What reading it came to.")),
        unreadable.entrySet().stream()
            .map(
                run ->
                    List.of(
                        Grid.Cell.text(PlainText.of(run.getKey())),
                        Grid.Cell.text(PlainText.of(run.getValue()))))
            .toList());
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
        Grid.Cell.text(Failures.status(run)),
        Grid.Cell.text(Failures.reason(run)),
        Grid.Cell.text(contents.id(run)).linked(contents.runPage(run)));
  }
}
