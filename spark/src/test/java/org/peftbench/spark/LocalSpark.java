package org.peftbench.spark;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/** A standalone Spark on loopback: a master and machines of one core, each a process of its own. */
final class LocalSpark implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final Path home;
  private final List<Process> processes = new ArrayList<>();
  private final List<Process> machines = new ArrayList<>();
  private final String master;

  /** Starts a master and so many machines, and returns when all have found each other. */
  LocalSpark(Path home, int machines) throws IOException {
    this.home = home;
    install();
    Process first =
        start("org.apache.spark.deploy.master.Master", "--host", LOOPBACK, "--port", "0");
    master = await(first, "Starting Spark master at (spark://\\S+)").group(1);
    for (int i = 0; i < machines; i++) {
      Path work = home.resolve("work-" + i);
      this.machines.add(
          start(
              "org.apache.spark.deploy.worker.Worker",
              "--host",
              LOOPBACK,
              "--cores",
              "1",
              "--memory",
              "512m",
              "--work-dir",
              work.toString(),
              master));
    }
    this.machines.forEach(machine -> await(machine, "Successfully registered with master"));
  }

  /** What an installation looks like: its jars, and the script that submits. */
  private void install() throws IOException {
    Path jars = Files.createDirectories(home.resolve("jars"));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path jar = Path.of(entry).toAbsolutePath();
      // Of what is on the test's class path, Spark has its own part.
      String name = jar.getFileName().toString();
      if (name.endsWith(".jar") && !name.matches("(peftbench|slf4j-simple)-.*")) {
        Files.createSymbolicLink(jars.resolve(name), jar);
      }
    }
    Path script = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
    List<String> words = new ArrayList<>(java());
    words.add("org.apache.spark.deploy.SparkSubmit");
    Files.writeString(
        script,
        "#!/bin/sh\nSPARK_LOCAL_IP=%s SPARK_HOME='%s' exec %s \"$@\"\n"
            .formatted(LOOPBACK, home, "'" + String.join("' '", words) + "'"));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private List<String> java() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    words.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    words.addAll(List.of("-cp", home.resolve("jars") + "/*"));
    return words;
  }

  private Process start(String main, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(java());
    words.add(main);
    words.addAll(List.of(arguments));
    words.addAll(List.of("--webui-port", "0"));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_LOCAL_IP", LOOPBACK);
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  /** Reads a process's log up to a line, and leaves the rest of it to a thread. */
  private static Matcher await(Process process, String pattern) {
    BufferedReader lines = process.inputReader();
    Pattern wanted = Pattern.compile(pattern);
    StringBuilder log = new StringBuilder();
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.append(line).append('\n');
        Matcher found = wanted.matcher(line);
        if (found.find()) {
          Thread rest = new Thread(() -> lines.lines().forEach(each -> {}), "log of Spark");
          rest.setDaemon(true);
          rest.start();
          return found;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("ended without '%s':\n%s".formatted(pattern, log));
  }

  Path home() {
    return home;
  }

  String master() {
    return master;
  }

  /** Pulls the plug of the machine on which a process runs. */
  void kill(ProcessHandle inside) {
    Process machine =
        machines.stream()
            .filter(each -> each.descendants().anyMatch(inside::equals))
            .findFirst()
            .orElseThrow();
    end(machine.toHandle());
  }

  private static void end(ProcessHandle process) {
    try (Stream<ProcessHandle> below = process.descendants()) {
      List<ProcessHandle> all = new ArrayList<>(below.toList());
      all.add(0, process);
      all.forEach(ProcessHandle::destroyForcibly);
      all.forEach(each -> each.onExit().join());
    }
  }

  @Override
  public void close() throws IOException {
    processes.forEach(process -> end(process.toHandle()));
    // JUnit would name each link that it deletes with its folder.
    try (Stream<Path> links = Files.list(home.resolve("jars"))) {
      for (Path link : links.toList()) {
        Files.delete(link);
      }
    }
  }
}
