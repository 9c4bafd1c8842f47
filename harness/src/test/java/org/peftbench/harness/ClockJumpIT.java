package org.peftbench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;

/**
 * A wall clock that somebody sets while a sweep runs, its workers' too: the program faketime stands
 * between the processes and the system, and what it tells them changes. It makes the start of a JVM
 * five seconds longer, and there are six.
 */
@Tag("slow")
class ClockJumpIT {
  private static final List<Integer> JUMPS = List.of(-3, 400, -1);

  @TempDir Path store;
  @TempDir Path folder;

  private Map<String, String> environment;

  @BeforeEach
  void faketime() throws Exception {
    String library;
    try {
      library = said(new ProcessBuilder("faketime", "-f", "+0", "sh", "-c", "echo $LD_PRELOAD"));
    } catch (IOException e) {
      library = "";
    }
    Assumptions.assumeFalse(library.isEmpty(), "no faketime here: no clock can be made to jump");
    set(0);
    environment =
        Map.of(
            "LD_PRELOAD",
            library,
            "FAKETIME_TIMESTAMP_FILE",
            folder.resolve("clock").toString(),
            "FAKETIME_NO_CACHE",
            "1",
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1");
  }

  /** Limits of an hour, jumps of days: who measured a run by this clock would end it. */
  @Test
  void aSweepOutlivesAClockThatJumps() throws Exception {
    ProcessBuilder builder =
        JavaProcess.of(DummySweep.class, List.of(store.toString(), "succeeds"))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process parent = builder.start();
    try (BufferedReader lines = parent.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("begun");
      for (int days : JUMPS) {
        set(days);
        assertThat(told()).isCloseTo(Duration.ofDays(days).toHours(), within(1L));
        assertThat(lines.readLine()).isEqualTo("ended");
      }
      assertThat(lines.lines()).allMatch("ended"::equals);
      assertThat(parent.waitFor()).isZero();
    } finally {
      parent.destroyForcibly();
    }
    assertThat(RunStore.at(store).all())
        .hasSize(DummySweep.RUNS)
        .allMatch(record -> record.status() == RunStatus.SUCCEEDED);
  }

  /** Whole at any time, since it may be read at any time. */
  private void set(int days) throws IOException {
    Path next = Files.writeString(folder.resolve("next"), "%+dd%n".formatted(days));
    Files.move(next, folder.resolve("clock"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Hours by which processes are told another time than it is. */
  private long told() throws Exception {
    ProcessBuilder date = new ProcessBuilder("date", "+%s");
    date.environment().putAll(environment);
    Instant there = Instant.ofEpochSecond(Long.parseLong(said(date)));
    return Duration.between(Instant.now(), there).toHours();
  }

  private static String said(ProcessBuilder builder) throws Exception {
    Process process = builder.start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return said;
  }
}
