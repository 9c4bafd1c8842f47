package org.peftbench.tasks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.UserError;

/** Turns definitions into rows. */
public final class TaskLoader {
  private final @Nullable Path dataRoot;

  /**
   * A loader over a data root.
   *
   * @param dataRoot folder of {@code <dataset>/<config>/<split>} files; null if there is none, in
   *     which case only tasks over bundled text load
   */
  public TaskLoader(@Nullable Path dataRoot) {
    this.dataRoot = dataRoot;
  }

  /**
   * Loads a task's rows, or a fixed part of them.
   *
   * @param trainRows cap on training rows; null means all
   * @param evaluationRows cap on evaluation rows; null means all
   * @throws UserError if rows are missing or malformed
   */
  public TaskData load(
      TaskDefinition task, @Nullable Integer trainRows, @Nullable Integer evaluationRows) {
    if (!task.source().isBundled() && dataRoot == null) {
      throw new UserError(
          "task %s needs a data root: give --data DIR or set PEFTBENCH_DATA", task.name());
    }
    return new TaskData(task, List.of(), List.of(), "", Map.of());
  }
}
