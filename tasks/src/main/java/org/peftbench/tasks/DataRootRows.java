package org.peftbench.tasks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.dataroot.SplitFile;
import org.peftbench.tasks.dataroot.SplitReader;

/**
 * Rows of a data set below the data root; a row's id is its number in the file, from 0, unless the
 * data set has ids of its own.
 */
final class DataRootRows {
  private final TaskDefinition task;
  private final Source.DataRoot source;
  private final @Nullable Path root;
  private final Map<String, String> notes = new TreeMap<>();

  private DataRootRows(TaskDefinition task, Source.DataRoot source, @Nullable Path root) {
    this.task = task;
    this.source = source;
    this.root = root;
  }

  static Rows rows(TaskDefinition task, Source.DataRoot source, @Nullable Path root) {
    DataRootRows reader = new DataRootRows(task, source, root);
    List<Example> train = source.train() == null ? List.of() : reader.split(source.train());
    Rows rows =
        source.evaluation() == null
            ? Rows.heldOut(train, source.heldOut())
            : new Rows(train, reader.split(source.evaluation()));
    return rows.withNotes(reader.notes);
  }

  /**
   * All rows of one split.
   *
   * @throws UserError if its file is missing or breaks a rule
   */
  static List<Example> split(
      TaskDefinition task, Source.DataRoot source, @Nullable Path root, String name) {
    return new DataRootRows(task, source, root).split(name);
  }

  /**
   * How many rows a split has, those without an answer included.
   *
   * @throws UserError if its file is missing or breaks a rule
   */
  static int count(TaskDefinition task, Source.DataRoot source, @Nullable Path root, String name) {
    return new DataRootRows(task, source, root).read(name, example -> {});
  }

  private List<Example> split(String name) {
    List<Example> rows = new ArrayList<>();
    int all = read(name, rows::add);
    if (rows.size() < all) {
      notes.put("unlabelled." + name, Integer.toString(all - rows.size()));
    }
    return rows;
  }

  private int read(String name, Consumer<Example> sink) {
    try {
      SplitFile file =
          SplitFile.find(root, String.join("/", source.dataset(), source.config(), name));
      Map<String, Integer> ids = new HashMap<>(); // none where rows are named by their number
      return new SplitReader(file, source.columns().wanted())
          .read(
              row -> {
                String number = Integer.toString(row.number());
                Example example = source.columns().example(task, row, number);
                if (example != null) {
                  if (!example.id().equals(number)) {
                    requireNew(ids.putIfAbsent(example.id(), row.number()), example.id());
                  }
                  sink.accept(example);
                }
              });
    } catch (UserError e) {
      throw new UserError("task %s: %s", task.name(), e.getMessage()).withCause(e);
    }
  }

  private static void requireNew(@Nullable Integer earlier, String id) {
    if (earlier != null) {
      throw new IllegalArgumentException(
          "id '%s' stands in row %d already".formatted(id, earlier + 1));
    }
  }
}
