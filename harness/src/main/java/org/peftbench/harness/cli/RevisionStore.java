package org.peftbench.harness.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.UserError;

/**
 * A store by its name: a folder or, as git calls what lies in a revision, {@code
 * HEAD~1:results/runs}.
 */
final class RevisionStore implements AutoCloseable {
  private static final int ID = 16;

  private final RunStore store;
  private final @Nullable Path unpacked;

  private RevisionStore(RunStore store, @Nullable Path unpacked) {
    this.store = store;
    this.unpacked = unpacked;
  }

  /**
   * Opens a store to read it.
   *
   * @param in the folder that names are looked up from
   * @throws UserError if it is neither a folder nor a folder of a revision
   */
  static RevisionStore open(String name, Path in) throws IOException, InterruptedException {
    if (isFolder(name, in) || !name.matches("[^-].*:.*")) {
      return new RevisionStore(RunStore.existing(in.resolve(name).toAbsolutePath()), null);
    }
    RevisionStore opened = unpacked();
    Path archive = Files.createTempFile("peftbench-store", ".zip");
    try {
      String tree = git(name, in, "rev-parse", "--verify", "--quiet", name);
      Path top = Path.of(git(name, in, "rev-parse", "--show-toplevel"));
      git(name, top, "archive", "--format=zip", "--output=" + archive, tree);
      unpack(archive, opened.store.root());
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    } finally {
      Files.delete(archive);
    }
  }

  private static RevisionStore unpacked() throws IOException {
    Path folder = Files.createTempDirectory("peftbench-store");
    return new RevisionStore(RunStore.existing(folder), folder);
  }

  RunStore store() {
    return store;
  }

  @Override
  public void close() throws IOException {
    if (unpacked == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(unpacked)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static boolean isFolder(String name, Path in) {
    try {
      return Files.isDirectory(in.resolve(name));
    } catch (InvalidPathException e) { // where a name can't hold a colon
      return false;
    }
  }

  private static String git(String name, Path in, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(in.toAbsolutePath().toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw new UserError(
              "store %s is no folder, and there is no git to look it up: name a folder", name)
          .withCause(e);
    }
    String said;
    try (InputStream out = process.getInputStream()) {
      said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
    if (process.waitFor() != 0) {
      throw new UserError(
          "store %s is neither a folder nor one of a git revision, such as HEAD~1:results/runs%s",
          name, said.isEmpty() ? "" : " (git: " + said + ")");
    }
    return said;
  }

  /** Records and predictions alone; names in an archive lead nowhere else. */
  private static void unpack(Path archive, Path folder) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (name.matches("[0-9a-f]{" + ID + "}/(record\\.json|predictions\\.jsonl)")) {
          Path file = folder.resolve(name);
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    }
  }
}
