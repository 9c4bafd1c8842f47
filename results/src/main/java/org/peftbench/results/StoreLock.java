package org.peftbench.results;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.UserError;

/**
 * Keeps two sweeps from writing into one store. The system drops it when the process ends, however
 * it ends.
 */
public final class StoreLock implements AutoCloseable {
  private static final String NAME = ".lock";
  private static final String PART = NAME + "-";
  private static final String OF = "-of-";

  private final List<FileChannel> channels;

  private StoreLock(List<FileChannel> channels) {
    this.channels = channels;
  }

  /**
   * Takes the whole store.
   *
   * @throws UserError if another sweep has it or a part of it
   */
  public static StoreLock take(RunStore store) throws IOException {
    return new StoreLock(List.of(lock(store, NAME, false)));
  }

  /**
   * Takes a part of the store, beside sweeps that have other parts of as many.
   *
   * @param part its name, such as {@code 3-of-8}; runs of different parts differ only where they
   *     are parts of as many
   * @throws UserError if another sweep has the store, that part, or a part of fewer or more
   */
  public static StoreLock takePart(RunStore store, String part) throws IOException {
    StoreLock lock = new StoreLock(new ArrayList<>());
    try {
      lock.channels.add(lock(store, NAME, true));
      lock.channels.add(lock(store, PART + part, false));
      // Only now: of two that start at once, at least one sees what the other holds.
      refuseOtherDivisions(store, part);
      return lock;
    } catch (IOException | UserError e) {
      lock.close();
      throw e;
    }
  }

  private static void refuseOtherDivisions(RunStore store, String part) throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(store.root(), PART + "*" + OF + "*")) {
      for (Path file : files) {
        String other = String.valueOf(file.getFileName()).substring(PART.length());
        if (!count(other).equals(count(part)) && isHeld(file)) {
          throw new UserError(
              "store %s is in use by a sweep of part %s, which may have runs of part %s, too:"
                  + " wait for it to end, or divide into %s parts as it does",
              store, other, part, count(other));
        }
      }
    }
  }

  /** Of how many a part is one. */
  private static String count(String part) {
    return part.substring(part.lastIndexOf(OF) + OF.length());
  }

  /** Files stay when their locks are gone. */
  private static boolean isHeld(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      // Shared: parts that start at once look at the same files, and are no obstacle to each other.
      return tryLock(channel, true) == null;
    }
  }

  private static FileChannel lock(RunStore store, String name, boolean shared) throws IOException {
    if (store.isPacked()) {
      throw new UserError(
          "store %s is packed into a file, which is never changed: unzip it into a folder", store);
    }
    FileChannel channel =
        FileChannel.open(
            store.root().resolve(name),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    if (tryLock(channel, shared) == null) {
      channel.close();
      throw new UserError(
          "store %s is in use by another sweep: wait for it, or name another with --store", store);
    }
    return channel;
  }

  private static @Nullable FileLock tryLock(FileChannel channel, boolean shared)
      throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException e) { // held by this very process
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : channels) {
      channel.close();
    }
  }
}
