package org.peftbench.tasks.dataroot;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Digest;
import org.peftbench.results.base.Json;

/**
 * Where a split's file in the data root came from; kept beside it as {@code
 * <split>.parquet.origin.json}.
 *
 * @param repository of the hub
 * @param revision as it was asked for
 * @param commit that the revision was at
 * @param files of the repository, in the order of their rows
 * @param bytes of the file in the data root
 * @param sha256 of the same
 */
public record SplitOrigin(
    String repository,
    String revision,
    String commit,
    List<String> files,
    long bytes,
    String sha256) {
  private static final String SUFFIX = ".origin.json";

  public SplitOrigin {
    files = List.copyOf(files);
  }

  /** What is known of a file; empty if it was put there by hand. */
  public static Optional<SplitOrigin> of(Path file) throws IOException {
    Path origin = beside(file);
    if (!Files.isRegularFile(origin) || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.MAPPER.readValue(Files.readString(origin), SplitOrigin.class));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // damaged, so that nothing is known
    }
  }

  /** Whether a file's bytes are still those that came. */
  public boolean matches(Path file) throws IOException {
    return Files.size(file) == bytes && Digest.of(file).equals(sha256);
  }

  void write(Path file) throws IOException {
    AtomicFile.write(beside(file), Json.pretty(this));
  }

  private static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + SUFFIX);
  }
}
