package org.peftbench.harness.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.reports.RunFiles;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.UserError;

class ReportServerTest {
  @TempDir Path folder;
  private ReportServer server;

  @BeforeEach
  void start() throws IOException {
    RunStore runs = RunStore.at(folder);
    server = ReportServer.start(runs, RunFiles.of(runs), 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void showsTheReportAndWhatIsRunning() throws IOException {
    assertThat(answer("GET", "/", host())).startsWith("HTTP/1.1 200").contains("There are no runs");
    assertThat(answer("GET", "/report.css", host())).contains("--accent");
    Path run = Files.createDirectory(folder.resolve("0123456789abcdef"));
    Files.writeString(run.resolve("worker.log"), "hello");
    assertThat(answer("GET", "/progress.html", host()))
        .contains("0 runs have ended, 1 have not.", "0123456789abcdef");
  }

  @Test
  void answersThisMachineAlone() throws IOException {
    assertThat(server.address().getHost()).isEqualTo("localhost");
    assertThat(answer("GET", "/", "evil.example"))
        .startsWith("HTTP/1.1 403")
        .doesNotContain("no runs");
    assertThat(answer("GET", "/", "evil.example:" + port())).startsWith("HTTP/1.1 403");
    assertThat(answer("POST", "/", host())).startsWith("HTTP/1.1 405");
  }

  @Test
  void knowsItsPagesAndNoFiles() throws IOException {
    Files.writeString(folder.resolve("secret.html"), "secret");
    for (String path :
        new String[] {"/secret.html", "/../secret.html", "/runs/%2e%2e/secret.html"}) {
      assertThat(answer("GET", path, host())).startsWith("HTTP/1.1 404").doesNotContain("secret");
    }
  }

  @Test
  void aTakenPortIsNamed() {
    RunStore runs = RunStore.at(folder);
    assertThatThrownBy(() -> ReportServer.start(runs, RunFiles.of(runs), port()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("port " + port() + " is taken");
  }

  private int port() {
    return server.address().getPort();
  }

  private String host() {
    return "localhost:" + port();
  }

  /** By hand: clients of the library don't let one choose the Host. */
  private String answer(String method, String path, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      String request =
          method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        return reader.lines().collect(Collectors.joining("\n"));
      }
    }
  }
}
