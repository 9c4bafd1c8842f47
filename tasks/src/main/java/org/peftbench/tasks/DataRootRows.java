package org.peftbench.tasks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.dataroot.SplitFile;
import org.peftbench.tasks.dataroot.SplitReader;

/** Rows of a data set below the data root; a row's id is its number in the file, from 0. */
final class DataRootRows {
  private final TaskDefinition task;
  private final Source.DataRoot source;
  private final @Nullable Path root;

  private DataRootRows(TaskDefinition task, Source.DataRoot source, @Nullable Path root) {
    this.task = task;
    this.source = source;
    this.root = root;
  }

  static Rows rows(TaskDefinition task, Source.DataRoot source, @Nullable Path root) {
    DataRootRows rows = new DataRootRows(task, source, root);
    try {
      return new Rows(rows.split(source.train()), rows.split(source.evaluation()));
    } catch (UserError e) {
      throw new UserError("task %s: %s", task.name(), e.getMessage()).withCause(e);
    }
  }

  private List<Example> split(String name) {
    SplitFile file =
        SplitFile.find(root, String.join("/", source.dataset(), source.config(), name));
    Source.Columns columns = source.columns();
    boolean pairs = columns.pair() != null;
    List<String> wanted =
        pairs
            ? List.of(columns.text(), columns.pair(), columns.target())
            : List.of(columns.text(), columns.target());
    List<Example> rows = new ArrayList<>();
    new SplitReader(file, wanted)
        .read(
            (row, values) ->
                rows.add(
                    new Example(
                        Integer.toString(row),
                        new Question.Text(values.get(0), pairs ? values.get(1) : null),
                        target(values.get(wanted.size() - 1)))));
    return rows;
  }

  private Target target(String value) {
    return switch (task.kind()) {
      case CLASSIFICATION -> label(value);
      case REGRESSION -> score(value);
      case TAGGING, SPAN, CHOICE, GENERATION ->
          throw new UnsupportedOperationException("no reader for " + task.kind());
    };
  }

  private Target label(String value) {
    int labels = task.labels().size();
    if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) >= labels) {
      throw new IllegalArgumentException(
          "%s must be 0 to %d (%s), got '%s'"
              .formatted(
                  source.columns().target(), labels - 1, String.join(", ", task.labels()), value));
    }
    return new Target.Label(Integer.parseInt(value));
  }

  private Target score(String value) {
    TaskDefinition.Range range = task.scores();
    double score = Double.NaN;
    try {
      score = Double.parseDouble(value);
    } catch (NumberFormatException e) {
      // NaN is outside every range
    }
    if (!range.contains(score)) {
      throw new IllegalArgumentException(
          "%s must be a number from %s to %s, got '%s'"
              .formatted(source.columns().target(), range.low(), range.high(), value));
    }
    return new Target.Score(score);
  }
}
