package org.peftbench.reports;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Digest;
import org.peftbench.results.base.Json;

/**
 * What a report was made of, kept beside it in {@code records.txt}: every record's id with the
 * digest of its content. Where that is still so, the report need not be made again.
 *
 * @param text the file's content
 */
record Manifest(String text) {
  private static final String FILE = "records.txt";

  /**
   * That of a comparison.
   *
   * @param sources what else the report is drawn from, in any words
   */
  static Manifest of(Comparison comparison, String sources) {
    Stream<String> records =
        comparison.runs().stream()
            .map(run -> run.spec().id() + " " + Digest.of(Json.canonical(run)))
            .sorted();
    Stream<String> others =
        Stream.of(
            "sources " + Digest.of(sources),
            "unreadable " + Digest.of(Json.canonical(comparison.unreadable())));
    return new Manifest(Stream.concat(records, others).collect(Collectors.joining("\n")) + "\n");
  }

  /** Whether a folder's report was made of the same, by the program as it is now. */
  boolean standsIn(Path out) {
    Path file = out.resolve(FILE);
    try {
      return Files.isRegularFile(file)
          && Files.readString(file).equals(text)
          && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(program())) > 0;
    } catch (IOException e) {
      return false; // then it is made again, which says what is wrong
    }
  }

  /** Where this class lies: the jar, or a folder of classes. */
  private static Path program() {
    try {
      return Path.of(Manifest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class has a place", e);
    }
  }

  /** Says that a folder's report no longer is what its file says: it is about to be written. */
  static void withdraw(Path out) throws IOException {
    Files.deleteIfExists(out.resolve(FILE));
  }

  void write(Path out) throws IOException {
    AtomicFile.write(out.resolve(FILE), text);
  }
}
