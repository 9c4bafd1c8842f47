package org.peftbench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a repository of its own, with a Java and a Maven that only say what they do. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
  private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");

  @TempDir Path folder;
  private Path root;
  private Path jar;

  @BeforeEach
  void makeRepository() throws IOException {
    root = Files.createDirectories(folder.resolve("a repository"));
    Files.copy(Path.of("..", "peftbench"), root.resolve("peftbench"));
    executable(root.resolve("peftbench"));
    jar = root.resolve("harness/target/peftbench-harness.jar");
    Files.createDirectories(jar.getParent());
    Files.createFile(jar);
    source("pom.xml");
    source("suites/quick.yaml");
    source("harness/src/main/java/Main.java");
    java("21.0.1", "printf '<%s>' \"$@\"; echo; exit 7");
    script("bin/mvn", "echo \"mvn $*\"; touch harness/target/peftbench-harness.jar");
  }

  @Test
  void passesArgumentsAndStatusThrough() throws Exception {
    Outcome outcome = launch(root.resolve("peftbench"), "run", "my suite.yaml", "--seed=1,2");

    assertThat(outcome.status()).isEqualTo(7);
    assertThat(outcome.out()).endsWith("<-jar><" + jar + "><run><my suite.yaml><--seed=1,2>\n");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void worksThroughLinksFromAnywhere() throws Exception {
    Path first = Files.createSymbolicLink(root.resolve("first"), Path.of("peftbench"));
    Path second = Files.createSymbolicLink(folder.resolve("second"), first);

    assertThat(launch(second, "--version").out()).contains("<" + jar + "><--version>");
  }

  @Test
  void buildsOnceWhenASourceIsNewer() throws Exception {
    Files.setLastModifiedTime(jar, FileTime.from(PAST.minusSeconds(1)));

    Outcome first = launch(root.resolve("peftbench"), "tasks", "list");
    Outcome second = launch(root.resolve("peftbench"), "tasks", "list");

    assertThat(first.err())
        .isEqualTo(
            "peftbench: building, since sources are newer than the jar (log: %s)\n"
                .formatted(root.resolve("harness/target/build.log")));
    assertThat(first.out()).contains("<tasks><list>").doesNotContain("mvn");
    assertThat(Files.readString(root.resolve("harness/target/build.log"))).contains("package");
    assertThat(second.err()).isEmpty();
  }

  /** Its later processes would be of another build than its first. */
  @Test
  void nothingIsBuiltUnderACommandThatRuns() throws Exception {
    assumeTrue(hasFlock(), "no flock on the PATH: nothing is locked");
    java("21.0.1", "touch running; while read -r line; do :; done");
    Process running =
        process(List.of(root.resolve("peftbench").toString(), "run", "quick"))
            .redirectErrorStream(true)
            .start();
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      while (!Files.exists(folder.resolve("running"))) {
        WatchKey created = watch.poll(1, TimeUnit.MINUTES);
        assertThat(created).as("the command runs").isNotNull();
        created.reset();
      }
    }
    Files.setLastModifiedTime(jar, FileTime.from(PAST.minusSeconds(1)));
    Outcome beside = launch(root.resolve("peftbench"), "tasks", "list");
    assertThat(beside.status()).isEqualTo(2);
    assertThat(beside.err())
        .isEqualTo(
            "peftbench: sources are newer than the jar, and a command still runs from it: wait"
                + " until it has ended\n");
    running.getOutputStream().close();
    running.waitFor();
    java("21.0.1", "exit 7");
    assertThat(launch(root.resolve("peftbench"), "tasks", "list").err()).contains("building");
  }

  private static boolean hasFlock() throws InterruptedException {
    try {
      return new ProcessBuilder("flock", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aBuildThatFailsShowsItsLog() throws Exception {
    Files.delete(jar);
    script("bin/mvn", "echo 'Main.java:[3,5] ; expected'; exit 1");

    Outcome outcome = launch(root.resolve("peftbench"), "tasks", "list");

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("Main.java:[3,5] ; expected\n")
        .endsWith("peftbench: the build failed\n");
  }

  @Test
  void aJavaTooOldIsRefused() throws Exception {
    java("11.0.2", "exit 0");

    Outcome outcome = launch(root.resolve("peftbench"), "--version");

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "peftbench: %s is version 11, but 17 or newer is needed: install one or set JAVA_HOME\n"
                .formatted(folder.resolve("jdk/bin/java")));
  }

  @Test
  void theOldestJavasAreRefusedToo() throws Exception {
    java("1.8.0_402", "exit 0");

    assertThat(launch(root.resolve("peftbench"), "--version").err()).contains("is version 1,");
  }

  @Test
  void aJavaHomeWithoutJavaIsRefused() throws Exception {
    Files.delete(folder.resolve("jdk/bin/java"));

    Outcome outcome = launch(root.resolve("peftbench"), "--version");

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("which has no bin/java: set it to a JDK 17 or newer");
  }

  private Outcome launch(Path launcher, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    int status =
        process(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    return new Outcome(status, Files.readString(out), Files.readString(err));
  }

  /** With the Java and the Maven of this test, whatever the machine has. */
  private ProcessBuilder process(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder
        .environment()
        .merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
    return builder;
  }

  private void source(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    Files.setLastModifiedTime(file, FileTime.from(PAST));
  }

  private void java(String version, String otherwise) throws IOException {
    String answer =
        "if [ \"$1\" = -version ]; then echo 'openjdk version \"%s\" 2024' >&2; exit 0; fi\n"
            .formatted(version);
    script("jdk/bin/java", answer + otherwise);
  }

  private void script(String name, String body) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n", StandardCharsets.UTF_8);
    executable(file);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private record Outcome(int status, String out, String err) {}
}
