package org.peftbench.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.cluster.Errand;
import org.peftbench.harness.cluster.Executor;
import org.peftbench.harness.worker.Job;
import org.peftbench.results.base.Folders;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** Hands runs to Spark through {@code spark-submit}, and listens until all have ended. */
public final class SparkExecutor implements Executor {
  private final @Nullable String sparkHome;

  /** The Spark of {@code SPARK_HOME}, or else of the path. */
  public SparkExecutor() {
    this(System.getenv("SPARK_HOME"));
  }

  SparkExecutor(@Nullable String sparkHome) {
    this.sparkHome = sparkHome;
  }

  @Override
  public String name() {
    return "spark";
  }

  @Override
  public void execute(Errand errand, Consumer<String> ended)
      throws IOException, InterruptedException {
    Path jobs = Files.createTempDirectory("peftbench-spark");
    try {
      int number = 0;
      for (Map.Entry<String, Job> job : errand.jobs().entrySet()) {
        Path file = jobs.resolve(SparkSweep.fileName(number++, job.getKey()));
        Files.writeString(file, Json.pretty(job.getValue()));
      }
      submit(command(errand, jobs), errand.store().resolve("spark.log"), ended);
    } finally {
      Folders.delete(jobs);
    }
  }

  /** Starts the driver and hears which runs have ended; it ends with this process. */
  private static void submit(List<String> command, Path log, Consumer<String> ended)
      throws IOException, InterruptedException {
    Process driver;
    try {
      driver = new ProcessBuilder(command).redirectError(log.toFile()).start();
    } catch (IOException e) {
      throw new UserError(
              "%s can't be started (%s): set SPARK_HOME to the folder of a Spark",
              command.get(0), e.getMessage())
          .withCause(e);
    }
    try (BufferedReader lines = driver.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(SparkSweep.ENDED)) {
          ended.accept(line.substring(SparkSweep.ENDED.length()));
        }
      }
      int status = driver.waitFor();
      if (status != 0) {
        throw new UserError(
            "Spark gave up (status %d, log: %s): what had ended is kept, and the same command goes"
                + " on from there",
            status, log);
      }
    } finally {
      driver.destroyForcibly();
    }
  }

  private List<String> command(Errand errand, Path jobs) {
    List<String> words = new ArrayList<>();
    words.add(
        sparkHome == null ? "spark-submit" : Path.of(sparkHome, "bin", "spark-submit").toString());
    words.addAll(List.of("--master", errand.terms().master()));
    words.addAll(List.of("--deploy-mode", "client"));
    words.addAll(List.of("--name", "peftbench " + errand.suite()));
    words.addAll(List.of("--class", SparkSweep.class.getName()));
    settings(errand)
        .forEach((key, value) -> words.addAll(List.of("--conf", "%s=%s".formatted(key, value))));
    words.add(jar().toString());
    words.addAll(List.of(jobs.toString(), errand.store().toString()));
    words.add(errand.terms().through() == null ? SparkSweep.DIRECTLY : errand.terms().through());
    words.addAll(errand.terms().command());
    return words;
  }

  /**
   * Ours may be overruled, but for speculation, which would make runs twice, and the serializer:
   * Kryo does not know Java's records.
   */
  private static Map<String, String> settings(Errand errand) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.task.cpus", Integer.toString(errand.threads()));
    settings.put("spark.ui.enabled", "false");
    settings.putAll(errand.terms().settings());
    settings.put("spark.speculation", "false");
    settings.put("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
    return settings;
  }

  /** The file that this class came from. */
  private static Path jar() {
    try {
      return Path.of(
          SparkExecutor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
