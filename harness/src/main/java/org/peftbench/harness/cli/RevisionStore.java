package org.peftbench.harness.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.UserError;

/**
 * A store by its name: a folder or, as git calls what lies in a revision, {@code
 * HEAD~1:results/runs}.
 */
final class RevisionStore implements AutoCloseable {
  private final RunStore store;
  private final @Nullable Path archive;

  private RevisionStore(RunStore store, @Nullable Path archive) {
    this.store = store;
    this.archive = archive;
  }

  /**
   * Opens a store to read it.
   *
   * @param in the folder that names are looked up from
   * @throws UserError if it is neither a store nor a folder of a revision
   */
  static RevisionStore open(String name, Path in) throws IOException, InterruptedException {
    if (isThere(name, in) || !name.matches("[^-].*:.*")) {
      return new RevisionStore(RunStore.existing(in.resolve(name).toAbsolutePath()), null);
    }
    Path archive = Files.createTempFile("peftbench-store", ".zip");
    try {
      String tree = git(name, in, "rev-parse", "--verify", "--quiet", name);
      Path top = Path.of(git(name, in, "rev-parse", "--show-toplevel"));
      git(name, top, "archive", "--format=zip", "--output=" + archive, tree);
      return new RevisionStore(RunStore.existing(archive), archive);
    } catch (IOException | RuntimeException e) {
      Files.delete(archive);
      throw e;
    }
  }

  RunStore store() {
    return store;
  }

  @Override
  public void close() throws IOException {
    if (archive != null) {
      store.root().getFileSystem().close();
      Files.delete(archive);
    }
  }

  private static boolean isThere(String name, Path in) {
    try {
      return Files.exists(in.resolve(name));
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
}
