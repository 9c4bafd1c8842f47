package org.peftbench.harness.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.stream.Stream;
import org.peftbench.results.base.Folders;
import org.peftbench.results.base.UserError;

/** Folders that are there whole or not at all: filled beside their place, then renamed. */
final class NewFolder {
  private NewFolder() {}

  /** What fills a folder. */
  @FunctionalInterface
  interface Content {
    void writeTo(Path folder) throws IOException;
  }

  /**
   * Refuses a place where something already is.
   *
   * @throws UserError if it is no empty folder
   */
  static void check(Path target) {
    if (!Files.exists(target)) {
      return;
    }
    try (Stream<Path> inside = Files.list(target)) {
      if (inside.findAny().isEmpty()) {
        return;
      }
    } catch (IOException e) {
      throw new UserError("%s is no folder: name another with --out", target).withCause(e);
    }
    throw new UserError("%s is not empty: name a new folder with --out", target);
  }

  /** Makes a folder; when anything fails, nothing is left. */
  static void write(Path target, Content content) throws IOException {
    check(target);
    Path place = target.toAbsolutePath().normalize();
    Files.createDirectories(place.getParent());
    Path beside = place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createDirectory(beside);
      content.writeTo(beside);
      Files.deleteIfExists(place);
      Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Folders.delete(beside);
    }
  }
}
