package org.peftbench.models.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.peftbench.results.base.Folders;
import org.peftbench.results.base.UserError;

/**
 * Converted checkpoints, one folder each, which appear whole or not at all.
 *
 * <p>Who makes one holds a lock on a file beside it, works in a hidden folder and renames that in
 * the end. A process that died leaves its hidden folder, which the next holder of the lock removes.
 */
final class ModelCache {
  /** A file's lock belongs to the whole process, so threads need one of their own. */
  private static final ReentrantLock IN_PROCESS = new ReentrantLock();

  private final Path root;
  private final Consumer<String> progress;

  ModelCache(Path root, Consumer<String> progress) {
    this.root = root;
    this.progress = progress;
  }

  /** What fills an empty folder with a checkpoint's files. */
  @FunctionalInterface
  interface Conversion {
    void fill(Path folder) throws IOException;
  }

  /**
   * The files of a checkpoint, made if they are not there.
   *
   * @throws UserError if they can't be made; nothing is then left behind
   */
  ModelFiles get(String id, Checkpoint checkpoint, Conversion conversion) {
    String name = checkpoint.name() + "-" + checkpoint.version();
    Path folder = root.resolve(name);
    try {
      Optional<Origin> ready = Origin.read(checkpoint, folder);
      if (ready.isEmpty()) {
        ready = Optional.of(make(name, folder, checkpoint, conversion));
      }
      return new ModelFiles(id, folder, ready.get().files().digest());
    } catch (IOException e) {
      throw new UserError(
              "Can't keep the model %s in %s: %s. Free some space there, make it writable, or set"
                  + " %s to another folder.",
              checkpoint.name(), root, reason(e), Home.VARIABLE)
          .withCause(e);
    }
  }

  private Origin make(String name, Path folder, Checkpoint checkpoint, Conversion conversion)
      throws IOException {
    Files.createDirectories(root);
    IN_PROCESS.lock();
    try (FileChannel lock =
        FileChannel.open(
            root.resolve("." + name + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      await(lock, name);
      Optional<Origin> ready = Origin.read(checkpoint, folder);
      return ready.isPresent()
          ? ready.get()
          : convert(root.resolve("." + name + ".part"), folder, checkpoint, conversion);
    } finally {
      IN_PROCESS.unlock();
    }
  }

  private static Origin convert(
      Path work, Path folder, Checkpoint checkpoint, Conversion conversion) throws IOException {
    Folders.delete(work); // of a process that died
    try {
      Files.createDirectory(work);
      conversion.fill(work);
      Origin origin = Origin.write(checkpoint, work);
      Folders.delete(folder); // of another version, or damaged
      Files.move(work, folder, StandardCopyOption.ATOMIC_MOVE);
      return origin;
    } finally {
      Folders.delete(work);
    }
  }

  /** Holds the lock from here until the channel is closed. */
  private void await(FileChannel lock, String name) throws IOException {
    if (lock.tryLock() == null) {
      progress.accept("Waiting for another process that is converting " + name);
      lock.lock();
    }
  }

  private static String reason(IOException e) {
    return e instanceof FileSystemException f && f.getReason() != null
        ? f.getFile() + ": " + f.getReason()
        : e.toString();
  }
}
