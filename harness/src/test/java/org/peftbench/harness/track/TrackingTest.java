package org.peftbench.harness.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.harness.progress.Display;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.harness.worker.ProgressEvent;
import org.peftbench.results.RunRecord;

class TrackingTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final StringWriter warnings = new StringWriter();

  @Test
  void tellsATrackerOfEveryRunAndThenCloses() throws IOException {
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    sweep(LONG, tracker(run -> told.add(run.id())));
    String id = TrackedRuns.RECORD.spec().id();
    assertThat(told).containsExactly(id, id);
    assertThat(heard).containsExactly("begun", "ended", "ended", "closed");
    assertThat(warnings.toString()).isEmpty();
  }

  @Test
  void warnsOfAServerThatRefuses() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    sweep(LONG, Trackers.of("mlflow=http://127.0.0.1:" + port));
    assertGivenUp("mlflow=http://127.0.0.1:" + port);
  }

  @Test
  void warnsOfAServerThatFails() throws IOException {
    HttpServer server = server(500, "{\"secret\": 1}");
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      sweep(Duration.ZERO, Trackers.of("mlflow=" + url)); // its client would try again and again
      assertGivenUp("mlflow=" + url);
      assertThat(warnings.toString()).doesNotContain("secret");
    } finally {
      server.stop(0);
    }
  }

  /** Its connections are accepted by the system, and nobody ever answers. */
  @Test
  void doesNotWaitForAServerThatHangs() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "mlflow=http://127.0.0.1:" + mute.getLocalPort();
      sweep(Duration.ofMillis(100), Trackers.of(url));
      assertGivenUp(url);
      assertThat(warnings.toString()).contains("no answer, 2 runs not told");
    }
  }

  @Test
  void warnsOfAFolderThatCantBeWritten(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    sweep(LONG, new MlflowFolder(file), new EventFiles(file));
    assertThat(warnings.toString().lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("mlflow="))
        .anyMatch(line -> line.contains("tensorboard="));
    assertThat(heard).containsExactly("begun", "ended", "ended", "closed");
  }

  private void assertGivenUp(String title) {
    assertThat(warnings.toString().lines())
        .as("one line, however many runs")
        .singleElement()
        .asString()
        .startsWith("peftbench: " + title + " is not told of this sweep's runs any more");
    assertThat(heard).containsExactly("begun", "ended", "ended", "closed");
  }

  static HttpServer server(int status, String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }

  private void sweep(Duration patience, Tracker... trackers) {
    PlannedRun run = new PlannedRun("lora", TrackedRuns.RECORD.spec());
    try (Tracking tracking =
        new Tracking(
            new Protocolist(),
            "words-suite",
            List.of(trackers),
            new PrintWriter(warnings, true),
            patience)) {
      tracking.begun(2, 0);
      tracking.ended(run, TrackedRuns.RECORD);
      tracking.ended(run, TrackedRuns.RECORD);
    }
  }

  /** What is told to a tracker. */
  @FunctionalInterface
  private interface Told {
    void of(TrackedRun run);
  }

  private static Tracker tracker(Told told) {
    return new Tracker() {
      @Override
      public String title() {
        return "test";
      }

      @Override
      public void track(TrackedRun run) {
        told.of(run);
      }
    };
  }

  private final class Protocolist implements Display {
    @Override
    public void begun(int total, int done) {
      heard.add("begun");
    }

    @Override
    public void progressed(PlannedRun run, ProgressEvent event) {}

    @Override
    public void ended(PlannedRun run, RunRecord record) {
      heard.add("ended");
    }

    @Override
    public void close() {
      heard.add("closed");
    }
  }
}
