package org.peftbench.models.weights;

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

  /** Maps a part of a file read-only; the buffer is little-endian. */
  static ByteBuffer map(Path file, FileChannel channel, long begin, long length) {
    if (length > Integer.MAX_VALUE) {
      throw new UserError(
          "%s has %d bytes in one piece at byte %d; no more than %d can be mapped. Split it.",
          file, length, begin, Integer.MAX_VALUE);
    }
    try {
      return channel
          .map(FileChannel.MapMode.READ_ONLY, begin, length)
          .order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw unreadable(file, e);
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
