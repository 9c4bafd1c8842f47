package org.peftbench.results.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * The studies of a store: {@code studies/<id>.json}.
 *
 * @param store the folder of the runs
 */
public record StudyStore(Path store) {
  private static final String FOLDER = "studies";
  private static final String SUFFIX = ".json";

  private Path folder() {
    return store.resolve(FOLDER);
  }

  /** Where a study lies in its store, as archives name it. */
  public static String name(Study study) {
    return FOLDER + "/" + study.id() + SUFFIX;
  }

  /** Keeps a study in the place of one that was made from the same; its file. */
  public Path save(Study study) {
    Path file = store.resolve(name(study));
    try {
      AtomicFile.write(file, Json.canonical(study) + "\n");
    } catch (IOException e) {
      throw new UserError("study can't be written to %s (%s): name another --store", file, e)
          .withCause(e);
    }
    return file;
  }

  /**
   * All studies, ordered by id; none where nothing was studied.
   *
   * @throws UserError if one is damaged or of a newer version
   */
  public List<Study> all() {
    if (!Files.isDirectory(folder())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .sorted()
          .map(StudyStore::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + folder(), e);
    }
  }

  private static Study read(Path file) {
    try {
      return Json.MAPPER.readValue(Files.readString(file), Study.class);
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof UserError newer) {
        throw newer;
      }
      throw new UserError("study %s is damaged: remove it and make it again", file).withCause(e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }
}
