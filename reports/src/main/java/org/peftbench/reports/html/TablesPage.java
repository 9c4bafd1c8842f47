package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.List;
import org.peftbench.reports.table.TaskMatrix;

/** Methods down, tasks across: one table a backbone, and one more where settings were searched. */
final class TablesPage {
  static final String PATH = "tables.html";

  private TablesPage() {}

  static Page of(Contents contents) {
    List<Part> parts = new ArrayList<>();
    for (TaskMatrix matrix : TaskMatrix.of(contents.comparison())) {
      parts.add(new Part.Heading("table-" + (parts.size() / 2 + 1), matrix.title()));
      parts.add(
          new Part.Table(
              matrix.title(),
              matrix.grid(contents::taskPage),
              matrix.labels().stream().map(contents::style).toList()));
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
}
