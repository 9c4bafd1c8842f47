package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.peftbench.reports.Block;
import org.peftbench.reports.chart.Chart;
import org.peftbench.reports.chart.GainChart;
import org.peftbench.reports.chart.HeatMaps;
import org.peftbench.reports.table.TableFiles;
import org.peftbench.reports.table.TaskMatrix;

/** Methods down, tasks across: one table a backbone, and one more where settings were searched. */
final class TablesPage {
  static final String PATH = "tables.html";

  /** Tasks side by side in a chart of bars. */
  private static final int GROUPS = 6;

  private TablesPage() {}

  static Page of(Contents contents) {
    List<Part> parts = new ArrayList<>();
    List<TaskMatrix> matrices = contents.matrices();
    Cautions.machines(contents.runs())
        .ifPresent(
            sentence ->
                parts.add(
                    new Part.Cautions(
                        List.of(sentence + " Each task's page gives step times as ratios."))));
    for (TaskMatrix matrix : matrices) {
      parts.add(new Part.Heading("table-" + (matrices.indexOf(matrix) + 1), matrix.title()));
      parts.add(
          new Part.Table(
              matrix.title(),
              matrix.grid(contents::taskPage),
              matrix.labels().stream().map(contents::style).toList()));
      if (contents.hasFiles()) {
        parts.add(
            new Part.Links("This table as", links(TableFiles.name(matrices.indexOf(matrix)))));
      }
      parts.addAll(
          Charts.of(
              () -> charts(contents, matrix),
              contents.files("tables-" + (matrices.indexOf(matrix) + 1))));
    }
    parts.add(
        matrices.isEmpty()
            ? new Part.Prose("No run succeeded, so there is nothing to compare.")
            : new Part.Prose(
                "Mean ± standard deviation over seeds. Best: the task's best mean; tie: can't be"
                    + " told apart from it. Size, time, memory and steps: means over the tasks. Rows"
                    + " whose settings were searched for stand in a table of their own.",
                "legend"));
    return new Page(PATH, "Methods and tasks", parts);
  }

  private static List<Chart> charts(Contents contents, TaskMatrix matrix) {
    return Stream.of(
            HeatMaps.behind(matrix), GainChart.of(several(matrix.blocks()), contents.styles()))
        .flatMap(Optional::stream)
        .toList();
  }

  /** A single task has its own page for that. */
  private static List<Block> several(List<Block> tasks) {
    return tasks.size() < 2 ? List.of() : tasks.subList(0, Math.min(GROUPS, tasks.size()));
  }

  private static List<Part.Link> links(String name) {
    return TableFiles.FORMATS.entrySet().stream()
        .map(format -> new Part.Link(format.getValue().title(), name + "." + format.getKey()))
        .toList();
  }
}
