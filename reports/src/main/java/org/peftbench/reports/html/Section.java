package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.List;
import org.peftbench.reports.Block;
import org.peftbench.reports.Row;
import org.peftbench.reports.chart.Chart;
import org.peftbench.reports.chart.SeriesStyle;
import org.peftbench.reports.table.Failures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.RunRecord;
import org.peftbench.results.base.Json;

/**
 * One block of the comparison as the page shows it.
 *
 * @param id anchor
 * @param verdict the block's result in one sentence
 * @param cautions what a careful reader should know before believing the table
 * @param grid the table
 * @param lines one a line of the grid: what stands beside the figures
 * @param charts those that the data allow
 * @param failures runs that did not succeed
 * @param notes facts about rows and training
 */
public record Section(
    String id,
    Block block,
    String verdict,
    List<String> cautions,
    Grid grid,
    List<Line> lines,
    List<Chart> charts,
    List<Failure> failures,
    List<Note> notes) {

  /** A row with its place in the palette and its figures, the label left out. */
  public record Line(Row row, SeriesStyle style, List<Grid.Cell> cells) {
    /** The command that trains it again. */
    public String command() {
      return PlainText.of(
          "./peftbench run %s --task %s --method %s"
              .formatted(
                  row.example().notes().getOrDefault("suite", "SUITE"),
                  row.example().spec().task().name(),
                  row.label()));
    }

    /** Ids of all its runs, each the hash of its spec. */
    public String runIds() {
      return String.join(" ", row.everyRun().stream().map(run -> run.spec().id()).toList());
    }

    /** The whole specification of its first run. */
    public String spec() {
      return PlainText.json(Json.pretty(row.example().spec()));
    }
  }

  /** Neighbouring columns under one heading. */
  public record Group(String title, int columns) {}

  /** A run that did not succeed. */
  public record Failure(String label, RunRecord run) {
    /** How it ended. */
    public String status() {
      return Failures.status(run);
    }

    /** Why. */
    public String reason() {
      return Failures.reason(run);
    }
  }

  /**
   * A fact about rows or training.
   *
   * @param holders labels of the rows it holds for; empty if it holds for all
   */
  public record Note(String name, String text, String holders) {}

  /** Whether any row was tested against the best. */
  public boolean tested() {
    return block.rows().stream().anyMatch(row -> row.standing().pValue() != null);
  }

  /** The headings above the columns. */
  public List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    for (Grid.Column column : grid.columns()) {
      Group last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
      if (last != null && last.title().equals(column.group())) {
        groups.set(groups.size() - 1, new Group(last.title(), last.columns() + 1));
      } else {
        groups.add(new Group(column.group(), 1));
      }
    }
    return groups;
  }

  /** Rows used, as far as they were capped. */
  public String caps() {
    Integer train = block.task().trainRows();
    Integer evaluation = block.task().evaluationRows();
    return (train == null ? "all training rows" : "at most " + train + " training rows")
        + ", "
        + (evaluation == null
            ? "all evaluation rows"
            : "at most " + evaluation + " evaluation rows");
  }
}
