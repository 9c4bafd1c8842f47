package org.peftbench.tasks.dataroot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.peftbench.results.base.Digest;
import org.peftbench.results.base.UserError;
import org.peftbench.results.base.hub.HubClient;
import org.peftbench.results.base.hub.HubFile;
import org.peftbench.results.base.hub.HubProgress;
import org.peftbench.results.base.hub.HubRepository;
import org.peftbench.results.base.hub.HubSnapshot;

/** Brings splits of the hub's data sets into a data root, as one Parquet file each. */
public final class SplitFetcher {
  private final HubClient client;
  private final Path root;
  private final HubProgress progress;

  /**
   * A fetcher into a data root.
   *
   * @param root made if it is not there
   */
  public SplitFetcher(HubClient client, Path root, HubProgress progress) {
    this.client = client;
    this.root = root;
    this.progress = progress;
  }

  /**
   * Fetches a split, unless it was fetched at this revision before.
   *
   * @param dataset the hub's id
   * @param revision a commit, branch or tag; {@code refs/convert/parquet} is the hub's own
   *     conversion
   * @return where the split now is
   * @throws UserError if it can't be had, or the data root holds a file of that split that was not
   *     fetched
   */
  public Path fetch(String dataset, String config, String split, String revision) {
    HubRepository repository = new HubRepository(HubRepository.Kind.DATASET, dataset);
    String name = SplitFile.checkedName(String.join("/", dataset, config, split));
    Path target = root.resolve(name + ".parquet");
    try {
      Optional<SplitOrigin> origin = SplitOrigin.of(target);
      if (origin.isPresent()
          && origin.get().revision().equals(revision)
          && Files.size(target) == origin.get().bytes()) {
        return target;
      }
      checkFree(target, split, origin.isPresent());
      HubSnapshot snapshot = client.latest(repository, revision);
      List<HubFile> files = HubSplit.files(snapshot, config, split);
      List<Path> parts =
          files.stream().map(file -> client.fetch(snapshot, file, progress)).toList();
      Files.createDirectories(target.getParent());
      put(parts, target);
      new SplitOrigin(
              dataset,
              revision,
              snapshot.commit(),
              files.stream().map(HubFile::path).toList(),
              Files.size(target),
              Digest.of(target))
          .write(target);
      return target;
    } catch (IOException e) {
      throw new UserError("Can't put %s into data root %s: %s", name, root, e).withCause(e);
    }
  }

  /** What a user has put there stays. */
  private static void checkFree(Path target, String split, boolean fetched) throws IOException {
    if (!Files.isDirectory(target.getParent())) {
      return;
    }
    try (Stream<Path> there = Files.list(target.getParent())) {
      there
          .filter(file -> file.getFileName().toString().startsWith(split + "."))
          .filter(file -> !fetched || !file.toString().startsWith(target.toString()))
          .findFirst()
          .ifPresent(
              file -> {
                throw new UserError(
                    "%s is there and was not fetched: remove it, or name another folder with"
                        + " --data",
                    file);
              });
    }
  }

  private static void put(List<Path> parts, Path target) throws IOException {
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      if (parts.size() == 1) {
        link(parts.get(0).toRealPath(), temporary);
      } else {
        ParquetJoin.join(parts, temporary);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** A second name costs no room, where the cache is on the same disk. */
  private static void link(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(from, to);
    }
  }
}
