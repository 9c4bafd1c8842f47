package org.peftbench.tasks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.dataroot.SplitFetcher;
import org.peftbench.tasks.dataroot.SplitFile;
import org.peftbench.tasks.dataroot.SplitOrigin;

/** The files of one task in a data root. */
public final class TaskFiles {
  private static final String CONVERTED = "refs/convert/parquet";

  private final TaskDefinition task;
  private final Source.DataRoot source;
  private final @Nullable Path root;

  private TaskFiles(TaskDefinition task, Source.DataRoot source, @Nullable Path root) {
    this.task = task;
    this.source = source;
    this.root = root;
  }

  /**
   * The files of a task.
   *
   * @param root the data root; null if there is none
   * @throws UserError if the task's text is bundled, so that it has no files
   */
  public static TaskFiles of(TaskDefinition task, @Nullable Path root) {
    if (task.source() instanceof Source.DataRoot source) {
      return new TaskFiles(task, source, root);
    }
    throw new UserError(
        "task %s is made from %s and needs no data", task.name(), task.source().provenance());
  }

  /** The splits that the task reads, train first. */
  public List<String> splits() {
    return Stream.of(source.train(), source.evaluation()).filter(Objects::nonNull).toList();
  }

  /** The number of rows that a split is published with. */
  public int published(String split) {
    return Objects.requireNonNull(source.splits().get(split));
  }

  /** The name of a split's file from the data root on, if it is there. */
  public Optional<String> file(String split) {
    return SplitFile.lookUp(root, name(split)).map(SplitFile::name);
  }

  /**
   * Fetches a split from the hub, unless it was fetched before.
   *
   * @param revision of the data set; null for the one of the task's data file, else the hub's own
   *     conversion
   * @throws UserError if it can't be had
   */
  public Path fetch(String split, SplitFetcher fetcher, @Nullable String revision) {
    String wanted =
        Stream.of(revision, source.revision())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(CONVERTED);
    return fetcher.fetch(source.dataset(), source.config(), split, wanted);
  }

  /**
   * A split as it was found.
   *
   * @param file its name from the data root on
   * @param published the number of rows it should have
   * @param found the number it has, those without a label included
   * @param origin where it was fetched from; null if it was put there by hand
   * @param unchanged whether the bytes are those that were fetched; true for files put there by
   *     hand
   */
  public record Check(
      String split,
      String file,
      int published,
      int found,
      @Nullable SplitOrigin origin,
      boolean unchanged) {
    /** Whether nothing speaks against it. */
    public boolean isRight() {
      return unchanged && found == published;
    }
  }

  /**
   * Reads a split from end to end, every row by the task's rules.
   *
   * @throws UserError if it is missing or a row breaks a rule; file and line are named
   */
  public Check check(String split) {
    SplitFile file = SplitFile.find(root, name(split));
    int found = DataRootRows.count(task, source, root, split);
    try {
      Optional<SplitOrigin> origin = SplitOrigin.of(file.path());
      boolean unchanged = origin.isEmpty() || origin.get().matches(file.path());
      return new Check(split, file.name(), published(split), found, origin.orElse(null), unchanged);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String name(String split) {
    return String.join("/", source.dataset(), source.config(), split);
  }
}
