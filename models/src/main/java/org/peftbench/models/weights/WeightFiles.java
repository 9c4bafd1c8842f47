package org.peftbench.models.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.peftbench.results.base.UserError;

/** Opening and mapping of large files, with errors that name them. */
final class WeightFiles {
  private WeightFiles() {}

  static FileChannel openForReading(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          "%s is %s. Name a file that can be read.",
          file, Files.exists(file) ? "not a file" : "not there");
    }
    try {
      return FileChannel.open(file, StandardOpenOption.READ);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Maps a tensor's bytes read-only; the buffer is little-endian. */
  static ByteBuffer map(Path file, FileChannel channel, TensorInfo tensor) {
    if (tensor.length() > Integer.MAX_VALUE) {
      throw new UserError(
          "%s: tensor %s has %d bytes of type %s, and only F16 and BF16 may have more than %d: save"
              + " the model as F16 or BF16",
          file,
          tensor.name(),
          tensor.length(),
          SafetensorsType.of(tensor.dtype()),
          Integer.MAX_VALUE);
    }
    try {
      return channel
          .map(FileChannel.MapMode.READ_ONLY, tensor.begin(), tensor.length())
          .order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Fills the rest of a buffer.
   *
   * @param position in the file, of the first byte to read
   * @throws EOFException if the file ends before
   */
  static void readFully(Path file, FileChannel channel, ByteBuffer buffer, long position)
      throws IOException {
    long next = position;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, next);
      if (read < 0) {
        throw new EOFException(file + " ends before byte " + (next + buffer.remaining()));
      }
      next += read;
    }
  }

  /** Closes a file that was only read, which loses nothing even if it fails. */
  static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes that a shape takes, or -1 if no file could hold them. */
  static long bytesOf(List<Long> shape, int width) {
    long bytes = width;
    for (long dimension : shape) {
      if (dimension < 0 || (dimension > 0 && bytes > Long.MAX_VALUE / dimension)) {
        return -1;
      }
      bytes *= dimension;
    }
    return bytes;
  }

  static UserError unreadable(Path file, IOException cause) {
    String reason =
        cause instanceof FileSystemException e && e.getReason() != null
            ? e.getReason()
            : cause.toString();
    return new UserError("%s can't be read: %s. Check the file and its permissions.", file, reason)
        .withCause(cause);
  }
}
