package org.peftbench.results.base.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.peftbench.results.base.AtomicFile;

/**
 * One repository in the cache, in {@code huggingface_hub}'s layout: bytes under their digest in
 * {@code blobs}, names that lead there in {@code snapshots/<commit>}, and in {@code refs} the
 * commit that a branch or tag was at when it was last asked for. The descriptions of commits, in
 * {@code .peftbench}, are our own.
 */
final class HubCache {
  private final HubRepository repository;
  private final Path root;

  HubCache(Path cache, HubRepository repository) {
    this.repository = repository;
    this.root = cache.resolve(repository.folder());
  }

  /** What is known of a revision: a commit, or a branch or tag that was asked for before. */
  Optional<HubSnapshot> snapshot(String revision) throws IOException {
    String commit = revision;
    if (!HubSnapshot.isCommit(revision)) {
      Path ref = ref(revision);
      if (!Files.isRegularFile(ref)) {
        return Optional.empty();
      }
      commit = Files.readString(ref).strip();
    }
    if (!HubSnapshot.isCommit(commit) || !Files.isRegularFile(description(commit))) {
      return Optional.empty();
    }
    return Optional.of(HubSnapshot.parse(repository, Files.readAllBytes(description(commit))));
  }

  /** Keeps what the hub said of a revision. */
  void keep(String revision, HubSnapshot snapshot, byte[] description) throws IOException {
    AtomicFile.write(description(snapshot.commit()), out -> out.write(description));
    if (!HubSnapshot.isCommit(revision)) {
      AtomicFile.write(ref(revision), snapshot.commit());
    }
  }

  /** Where a file's bytes are, or will be. */
  Path blob(HubFile file) {
    return root.resolve("blobs").resolve(file.digest().hex());
  }

  /** Where a file's bytes are gathered until they are all there. */
  Path incomplete(HubFile file) {
    return root.resolve("blobs").resolve(file.digest().hex() + ".incomplete");
  }

  /** The folder with all files of a commit that were fetched, under their names. */
  Path folder(HubSnapshot snapshot) {
    return root.resolve("snapshots").resolve(snapshot.commit());
  }

  /** Gives bytes that are there their name in a snapshot. */
  Path link(HubSnapshot snapshot, HubFile file) throws IOException {
    Path name = folder(snapshot).resolve(file.path());
    if (Files.exists(name)) {
      return name;
    }
    Files.createDirectories(name.getParent());
    Files.deleteIfExists(name); // a link to bytes that are gone
    try {
      Files.createSymbolicLink(name, name.getParent().relativize(blob(file)));
    } catch (IOException | UnsupportedOperationException e) {
      // Windows gives links to few; huggingface_hub, too, then keeps a file of its own.
      Path part = name.resolveSibling("." + name.getFileName() + ".part");
      Files.copy(blob(file), part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, name, StandardCopyOption.ATOMIC_MOVE);
    }
    return name;
  }

  private Path description(String commit) {
    return root.resolve(".peftbench").resolve(commit + ".json");
  }

  /** A branch may have slashes in its name; whatever else it has must not lead elsewhere. */
  private Path ref(String revision) {
    String safe =
        revision.matches("[\\w-][\\w.-]*(/[\\w-][\\w.-]*)*")
            ? revision
            : Addresses.escape(revision).replace(".", "%2E");
    return root.resolve("refs").resolve(safe);
  }
}
