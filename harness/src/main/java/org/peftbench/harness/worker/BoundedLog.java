package org.peftbench.harness.worker;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A log file that can't outgrow its bound: it keeps the beginning and, once that is full, the end.
 * The end is written when the log is closed.
 *
 * <p>Trouble with the file is kept until the log is closed, so that whoever reads the worker's
 * output reads on: a worker whose output nobody takes would stand still.
 */
final class BoundedLog implements AutoCloseable {
  private final OutputStream file;
  private final ArrayDeque<byte[]> tail = new ArrayDeque<>();
  private final long half;
  private long headBytes;
  private long tailBytes;
  private long droppedLines;
  private String lastLine = "";
  private @Nullable IOException trouble;

  /**
   * A log in a new file.
   *
   * @param bound most bytes it keeps, half of them for the beginning
   */
  BoundedLog(Path path, long bound) throws IOException {
    file = new BufferedOutputStream(Files.newOutputStream(path));
    half = bound / 2;
  }

  /** Adds a line. */
  void line(String line) {
    if (!line.isBlank()) {
      lastLine = line.strip();
    }
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    if (tail.isEmpty() && headBytes + bytes.length <= half) {
      writeHead(bytes);
      return;
    }
    tail.addLast(bytes);
    tailBytes += bytes.length;
    while (tailBytes > half && tail.size() > 1) {
      tailBytes -= tail.removeFirst().length;
      droppedLines++;
    }
  }

  private void writeHead(byte[] bytes) {
    headBytes += bytes.length;
    try {
      if (trouble == null) {
        file.write(bytes);
        file.flush();
      }
    } catch (IOException e) {
      trouble = e;
    }
  }

  /** The last line that isn't blank; empty if there is none. */
  String lastLine() {
    return lastLine;
  }

  @Override
  public void close() throws IOException {
    try (file) {
      if (trouble != null) {
        throw trouble;
      }
      if (droppedLines > 0) {
        file.write(
            ("[... " + droppedLines + " lines left out ...]\n").getBytes(StandardCharsets.UTF_8));
      }
      for (byte[] line : tail) {
        file.write(line);
      }
    }
  }
}
