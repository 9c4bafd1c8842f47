package org.peftbench.results;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.UserError;

/**
 * Keeps two sweeps from writing into one store. The system drops it when the process ends, however
 * it ends.
 */
public final class StoreLock implements AutoCloseable {
  private static final String NAME = ".lock";

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
   * Takes a part of the store, beside sweeps that have other parts.
   *
   * @param part its name; the parts' runs differ
   * @throws UserError if another sweep has the store or that part
   */
  public static StoreLock takePart(RunStore store, String part) throws IOException {
    FileChannel whole = lock(store, NAME, true);
    try {
      return new StoreLock(List.of(whole, lock(store, NAME + "-" + part, false)));
    } catch (IOException | UserError e) {
      whole.close();
      throw e;
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
