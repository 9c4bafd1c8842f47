package org.peftbench.models.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Json;

/**
 * What a converted checkpoint was made of, kept beside it as {@code origin.json}.
 *
 * @param converter the version of the conversion; another one converts again
 * @param checkpoint the checkpoint as its data file described it
 * @param files what the conversion made
 */
record Origin(int converter, Checkpoint checkpoint, FileDigests files) {
  private static final String FILE = "origin.json";

  /** To be raised whenever the same checkpoint is to be converted differently. */
  private static final int CONVERTER = 1;

  /** Writes down what lies in a folder. */
  static Origin write(Checkpoint checkpoint, Path folder) throws IOException {
    Origin origin = new Origin(CONVERTER, checkpoint, FileDigests.of(folder));
    AtomicFile.write(folder.resolve(FILE), Json.pretty(origin));
    return origin;
  }

  /** What a folder holds, if it is this checkpoint, by this version's conversion, and whole. */
  static Optional<Origin> read(Checkpoint checkpoint, Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.MAPPER.readValue(Files.readString(file), Origin.class))
          .filter(origin -> origin.converter() == CONVERTER)
          .filter(origin -> Json.canonical(origin.checkpoint()).equals(Json.canonical(checkpoint)))
          .filter(origin -> origin.files().sizesMatch(folder));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // of an older version, or damaged: to be made again
    }
  }
}
