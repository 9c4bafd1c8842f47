package org.peftbench.harness.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.peftbench.results.base.Json;

/**
 * The line protocol of a worker's standard output: {@code @peftbench progress {...}} and {@code
 * @peftbench failure {...}}; every other line is log.
 *
 * <p>Native libraries print to the same stream. A message is therefore written in one piece between
 * two line feeds, and found wherever in a line it begins.
 */
final class WorkerLines {
  private static final String PROGRESS = "@peftbench progress ";
  private static final String FAILURE = "@peftbench failure ";

  private WorkerLines() {}

  /** The child's side: writes messages. */
  static final class Writer {
    private final OutputStream out;

    Writer(OutputStream out) {
      this.out = out;
    }

    void progress(ProgressEvent event) {
      write(PROGRESS + Json.canonical(event));
    }

    void failure(Failure failure) {
      write(FAILURE + Json.canonical(failure));
    }

    private synchronized void write(String line) {
      try {
        out.write(("\n" + line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException("the parent reads no more", e);
      }
    }
  }

  /**
   * The parent's side: hands a line's message to whom it concerns.
   *
   * @return whether the line held a message; if not, it is log
   */
  static boolean accept(String line, Consumer<ProgressEvent> progress, Consumer<Failure> failure) {
    return accept(line, PROGRESS, ProgressEvent.class, progress)
        || accept(line, FAILURE, Failure.class, failure);
  }

  private static <T> boolean accept(
      String line, String prefix, Class<T> type, Consumer<T> consumer) {
    int at = line.indexOf(prefix);
    if (at < 0) {
      return false;
    }
    T message;
    try {
      message = Json.MAPPER.readValue(line.substring(at + prefix.length()), type);
    } catch (JsonProcessingException e) { // garbled by another writer: keep it as log
      return false;
    }
    consumer.accept(message);
    return true;
  }
}
