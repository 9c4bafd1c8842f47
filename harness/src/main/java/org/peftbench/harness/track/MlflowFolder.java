package org.peftbench.harness.track;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Digest;
import org.peftbench.results.base.Folders;
import org.peftbench.results.base.Json;

/**
 * A folder as MLflow keeps its runs in when there is no server ({@code mlflow ui
 * --backend-store-uri}). The names of experiments and runs follow from the suite and the run's id,
 * so a run that is told again takes its own place.
 */
record MlflowFolder(Path folder) implements Tracker {
  private static final String META = "meta.yaml";
  private static final int FINISHED = 3;
  private static final int FAILED = 4;
  private static final int SOURCE_LOCAL = 4;

  @Override
  public String title() {
    return "mlflow=" + folder;
  }

  @Override
  public void track(TrackedRun run) throws IOException {
    String experimentId = experimentId(run.suite());
    Path experiment = folder.resolve(experimentId);
    if (!Files.exists(experiment.resolve(META))) {
      Map<String, Object> meta = new LinkedHashMap<>();
      meta.put("artifact_location", uri(experiment));
      meta.put("creation_time", run.started().toEpochMilli());
      meta.put("experiment_id", experimentId);
      meta.put("last_update_time", run.started().toEpochMilli());
      meta.put("lifecycle_stage", "active");
      meta.put("name", run.suite());
      AtomicFile.write(experiment.resolve(META), yaml(meta));
    }
    String runId = runId(run.id());
    Path part = folder.resolve("." + runId + ".part");
    Folders.delete(part);
    try {
      write(part, run, runId, experiment);
      Path place = experiment.resolve(runId);
      Folders.delete(place);
      Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Folders.delete(part);
    }
  }

  private static void write(Path part, TrackedRun run, String runId, Path experiment)
      throws IOException {
    for (String kind : List.of("params", "tags", "metrics", "artifacts")) {
      Files.createDirectories(part.resolve(kind));
    }
    for (Map.Entry<String, String> parameter : run.parameters().entrySet()) {
      Files.writeString(part.resolve("params").resolve(parameter.getKey()), parameter.getValue());
    }
    Map<String, String> tags = new TreeMap<>(run.tags());
    tags.put("mlflow.runName", run.name());
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      Files.writeString(part.resolve("tags").resolve(tag.getKey()), tag.getValue());
    }
    Map<String, StringBuilder> metrics = new LinkedHashMap<>();
    for (TrackedRun.Point point : run.points()) {
      metrics
          .computeIfAbsent(point.name(), name -> new StringBuilder())
          .append(line(point.time(), point.value(), point.step()));
    }
    for (Map.Entry<String, StringBuilder> metric : metrics.entrySet()) {
      Files.writeString(part.resolve("metrics").resolve(metric.getKey()), metric.getValue());
    }
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("artifact_uri", uri(experiment.resolve(runId)) + "/artifacts");
    meta.put("end_time", run.ended().toEpochMilli());
    meta.put("entry_point_name", "");
    meta.put("experiment_id", experimentId(run.suite()));
    meta.put("lifecycle_stage", "active");
    meta.put("run_id", runId);
    meta.put("run_name", run.name());
    meta.put("run_uuid", runId);
    meta.put("source_name", "");
    meta.put("source_type", SOURCE_LOCAL);
    meta.put("source_version", "");
    meta.put("start_time", run.started().toEpochMilli());
    meta.put("status", run.succeeded() ? FINISHED : FAILED);
    meta.put("tags", List.of());
    meta.put("user_id", "");
    Files.writeString(part.resolve(META), yaml(meta));
  }

  private static String line(Instant time, double value, int step) {
    return String.format(Locale.ROOT, "%d %s %d\n", time.toEpochMilli(), value, step);
  }

  /** JSON is YAML. */
  private static String yaml(Map<String, Object> meta) {
    return Json.pretty(meta);
  }

  private static String uri(Path path) {
    return path.toAbsolutePath().toUri().toString().replaceAll("/$", "");
  }

  /** Eighteen digits, as MLflow's own are. */
  private static String experimentId(String suite) {
    long number = Long.parseLong(Digest.of(suite).substring(0, 14), 16);
    return String.format(Locale.ROOT, "%018d", number + 100_000_000_000_000_000L);
  }

  private static String runId(String id) {
    return Digest.of(id).substring(0, 32);
  }
}
