package org.peftbench.harness.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.peftbench.results.base.Json;

/**
 * The line protocol of a worker's standard output: {@code @peftbench progress {...}}, {@code
 * @peftbench failure {...}} and {@code @peftbench ready}, when the run is made and another may come;
 * every other line is log.
 *
 * <p>Native libraries print to the same stream. A message is therefore written in one piece between
 * two line feeds, and found wherever in a line it begins.
 */
final class WorkerLines {
  private static final String PROGRESS = "@peftbench progress ";
  private static final String FAILURE = "@peftbench failure ";
  private static final String READY = "@peftbench ready";

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

    void ready() {
      write(READY);
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

  /** The parent's side: hears messages. */
  interface Listener {
    void progressed(ProgressEvent event);

    void failed(Failure failure);

    void ready();
  }

  /**
   * Hands a line's message on.
   *
   * @return whether the line held a message; if not, it is log
   */
  static boolean accept(String line, Listener listener) {
    if (line.endsWith(READY)) {
      listener.ready();
      return true;
    }
    try {
      int progress = line.indexOf(PROGRESS);
      if (progress >= 0) {
        listener.progressed(read(line, progress + PROGRESS.length(), ProgressEvent.class));
        return true;
      }
      int failure = line.indexOf(FAILURE);
      if (failure >= 0) {
        listener.failed(read(line, failure + FAILURE.length(), Failure.class));
        return true;
      }
      return false;
    } catch (JsonProcessingException e) { // garbled by another writer: keep it as log
      return false;
    }
  }

  private static <T> T read(String line, int begin, Class<T> type) throws JsonProcessingException {
    return Json.MAPPER.readValue(line.substring(begin), type);
  }
}
