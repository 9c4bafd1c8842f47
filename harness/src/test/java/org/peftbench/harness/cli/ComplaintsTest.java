package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;
import org.peftbench.results.base.UserError;
import picocli.CommandLine;

class ComplaintsTest {
  private final StringWriter err = new StringWriter();

  @Test
  void aComplaintIsOneLine() {
    assertThat(thrown(new UserError("rank must be >= 1, got 0"))).isEqualTo(2);
    assertThat(err.toString().lines()).containsExactly("peftbench: rank must be >= 1, got 0");
  }

  @Test
  void aFullDiskIsTheUsersToMend() {
    assertThat(thrown(new FileSystemException("/s/r.json", null, "No space left on device")))
        .isEqualTo(2);
    assertThat(thrown(new IOException("No space left on device"))).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "peftbench: /s/r.json: No space left on device",
            "peftbench: the disk is full: make room or name another folder with --store; nothing"
                + " that had ended is lost");
  }

  @Test
  void aForbiddenFileIsTheUsersToMend() {
    assertThat(thrown(new UncheckedIOException(new AccessDeniedException("/s/r.json"))))
        .isEqualTo(2);
    assertThat(err.toString().lines()).containsExactly("peftbench: /s/r.json: AccessDenied");
  }

  @Test
  void allElseIsADefectWithItsTrace() {
    assertThat(thrown(new IllegalStateException("oops"))).isEqualTo(70);
    assertThat(err.toString())
        .startsWith("peftbench: this is a defect of peftbench, please report it:")
        .contains("java.lang.IllegalStateException: oops", "at org.peftbench");
  }

  @Test
  void anExhaustedHeapIsTheUsersToMend() {
    assertThat(
            Complaints.thrown(new OutOfMemoryError("Java heap space"), new PrintWriter(err, true)))
        .isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "peftbench: the Java heap is exhausted (Java heap space): set"
                + " JAVA_TOOL_OPTIONS=-Xmx8g or more");
  }

  private int thrown(Exception e) {
    CommandLine command = Main.commandLine().setErr(new PrintWriter(err, true));
    return Complaints.thrown(e, command, null);
  }
}
