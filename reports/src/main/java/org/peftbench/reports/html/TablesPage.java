package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.List;
import org.peftbench.reports.table.TableFiles;
import org.peftbench.reports.table.TaskMatrix;

/** Methods down, tasks across: one table a backbone, and one more where settings were searched. */
final class TablesPage {
  static final String PATH = "tables.html";

  private TablesPage() {}

  static Page of(Contents contents) {
    List<Part> parts = new ArrayList<>();
    List<TaskMatrix> matrices = TaskMatrix.of(contents.comparison());
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
    }
    parts.add(
        parts.isEmpty()
            ? new Part.Prose("No run succeeded, so there is nothing to compare.")
            : new Part.Prose(
                "Mean ± standard deviation over seeds. Best: the task's highest mean; tie: can't be"
                    + " told apart from it. Size, time and memory: means over the tasks. Search for"
                    + " settings is noted by the suite; rows without such a note ran as they are.",
                "legend"));
    return new Page(PATH, "Methods and tasks", parts);
  }

  private static List<Part.Link> links(String name) {
    return TableFiles.FORMATS.entrySet().stream()
        .map(format -> new Part.Link(format.getValue().name(), name + "." + format.getKey()))
        .toList();
  }
}
