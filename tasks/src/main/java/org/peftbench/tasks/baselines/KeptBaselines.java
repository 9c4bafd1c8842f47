package org.peftbench.tasks.baselines;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.peftbench.results.Metric;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Digest;
import org.peftbench.results.base.Json;
import org.peftbench.tasks.TaskData;

/**
 * Figures of baselines, kept in files named by the rows they are of: all runs of a comparison show
 * the same ones, and only the first computes them.
 *
 * @param folder where the files lie; made when something is kept
 */
public record KeptBaselines(Path folder) {
  /** To be raised when a baseline answers otherwise than before: older figures are then left. */
  private static final String VERSION = "1";

  /** Those of a home folder. */
  public static KeptBaselines in(Path home) {
    return new KeptBaselines(home.resolve("baselines"));
  }

  /**
   * The figures of {@link Baselines#forRecord}: kept ones, or new ones that are kept from now on.
   */
  public List<Metric> of(TaskData data) {
    Path file = folder.resolve(name(data) + ".json");
    return find(file)
        .orElseGet(
            () -> {
              List<Metric> figures = Baselines.forRecord(data);
              keep(file, figures);
              return figures;
            });
  }

  private static String name(TaskData data) {
    return new Digest()
        .addField(VERSION)
        .addField(data.task().name())
        .addField(Integer.toString(data.task().version()))
        .addField(data.digest())
        .hex();
  }

  /** Kept figures; empty if there are none, or the file is damaged. */
  private static Optional<List<Metric>> find(Path file) {
    try {
      return Optional.of(List.of(Json.MAPPER.readValue(Files.readAllBytes(file), Metric[].class)));
    } catch (NoSuchFileException | JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  private static void keep(Path file, List<Metric> figures) {
    try {
      Files.createDirectories(file.getParent());
      AtomicFile.write(file, Json.MAPPER.writeValueAsString(figures));
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }
}
