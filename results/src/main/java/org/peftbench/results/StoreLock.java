package org.peftbench.results;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.UserError;

/**
 * Keeps two sweeps from writing into one store. The system drops it when the process ends, however
 * it ends.
 */
public final class StoreLock implements AutoCloseable {
  private final FileChannel channel;

  private StoreLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws UserError if another sweep holds it
   */
  public static StoreLock take(RunStore store) throws IOException {
    Path file = store.root().resolve(".lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new UserError(
          "store %s is in use by another sweep: wait for it, or name another with --store",
          store.root());
    }
    return new StoreLock(channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) { // held by this very process
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
