package org.peftbench.harness.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedLogTest {
  @TempDir Path folder;

  @Test
  void keepsAllThatFits() throws IOException {
    assertThat(logged(20, "one", "two", "", "three")).isEqualTo("one\ntwo\n\nthree\n");
  }

  @Test
  void keepsBeginningAndEndOfWhatDoesNot() throws IOException {
    assertThat(logged(12, "a1", "a2", "b1", "b2", "c1", "c2"))
        .isEqualTo("a1\na2\n[... 2 lines left out ...]\nc1\nc2\n");
  }

  @Test
  void theBeginningIsReadableWhileTheWorkerRuns() throws IOException {
    Path file = folder.resolve("log");
    try (BoundedLog log = new BoundedLog(file, 100)) {
      log.line("one");

      assertThat(file).hasContent("one\n");
    }
  }

  @Test
  void knowsTheLastWords() throws IOException {
    try (BoundedLog log = new BoundedLog(folder.resolve("log"), 4)) {
      assertThat(log.lastLine()).isEmpty();
      log.line("  the end ");
      log.line("   ");

      assertThat(log.lastLine()).isEqualTo("the end");
    }
  }

  private String logged(long bound, String... lines) throws IOException {
    Path file = folder.resolve("log");
    try (BoundedLog log = new BoundedLog(file, bound)) {
      for (String line : lines) {
        log.line(line);
      }
    }
    return Files.readString(file);
  }
}
