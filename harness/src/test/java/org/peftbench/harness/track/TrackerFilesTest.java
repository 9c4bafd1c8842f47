package org.peftbench.harness.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.Folders;
import org.peftbench.results.base.Json;

/**
 * What is written equals committed files bit by bit, and {@code transcript.json} is what
 * TensorBoard's and MLflow's own code has read from those: see {@code
 * src/test/fixtures/track/track.py}. {@code -Dtracker.files.update=true} writes the files anew.
 */
class TrackerFilesTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/org/peftbench/harness/track").toAbsolutePath();

  private final TrackedRun run = TrackedRuns.run();
  @TempDir Path folder;

  @Test
  void filesAreThoseThatTheTrackersHaveRead() throws IOException {
    new EventFiles(folder.resolve("tensorboard")).track(run);
    new MlflowFolder(folder.resolve("mlflow")).track(run);
    if (Boolean.getBoolean("tracker.files.update")) {
      for (String tracker : new String[] {"tensorboard", "mlflow"}) {
        Folders.delete(GOLDEN.resolve(tracker));
        copy(folder.resolve(tracker), GOLDEN.resolve(tracker));
      }
    }
    assertThat(files(folder)).isNotEmpty().isEqualTo(files(GOLDEN));
  }

  @Test
  void aRunThatIsToldAgainIsThereOnce() throws IOException {
    for (int time = 0; time < 2; time++) {
      new EventFiles(folder.resolve("tensorboard")).track(run);
      new MlflowFolder(folder.resolve("mlflow")).track(run);
    }
    assertThat(files(folder)).isEqualTo(files(GOLDEN));
  }

  @Test
  void tensorBoardReadsWhatWasTold() throws IOException {
    JsonNode events = transcript().get("tensorboard");
    for (TrackedRun.Point point : run.points()) {
      assertThat(events.get("scalars").get(point.name()))
          .as(point.name())
          .anySatisfy(
              read -> {
                assertThat(read.get("step").asInt()).isEqualTo(point.step());
                assertThat(read.get("value").floatValue()).isEqualTo((float) point.value());
                assertThat(Math.round(read.get("wall_time").asDouble() * 1000))
                    .isEqualTo(point.time().toEpochMilli());
              });
    }
    assertThat(events.get("text").asText())
        .contains("| method.config.rank | 2 |", "| task | words |", "c\\|d");
  }

  @Test
  void mlflowReadsWhatWasTold() throws IOException {
    JsonNode read = transcript().get("mlflow");
    assertThat(read.get("experiment").asText()).isEqualTo("words-suite");
    assertThat(read.get("run_name").asText()).isEqualTo(run.name());
    assertThat(read.get("status").asText()).isEqualTo("FINISHED");
    assertThat(read.get("start_time").asLong()).isEqualTo(run.started().toEpochMilli());
    assertThat(read.get("end_time").asLong()).isEqualTo(run.ended().toEpochMilli());
    run.parameters()
        .forEach(
            (name, value) -> assertThat(read.get("params").get(name).asText()).isEqualTo(value));
    run.tags()
        .forEach((name, value) -> assertThat(read.get("tags").get(name).asText()).isEqualTo(value));
    for (TrackedRun.Point point : run.points()) {
      assertThat(read.get("metrics").get(point.name()))
          .anySatisfy(
              one -> {
                assertThat(one.get(0).asLong()).isEqualTo(point.time().toEpochMilli());
                assertThat(one.get(1).asInt()).isEqualTo(point.step());
                assertThat(one.get(2).asDouble()).isEqualTo(point.value());
              });
    }
  }

  private static JsonNode transcript() throws IOException {
    return Json.MAPPER.readTree(GOLDEN.resolve("transcript.json").toFile());
  }

  /** Contents by relative path, but for the transcript; a place on this machine is left out. */
  private Map<String, String> files(Path root) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        if (!name.equals("transcript.json")) {
          files.put(name, content(file));
        }
      }
    }
    return files;
  }

  private String content(Path file) throws IOException {
    if (file.toString().contains("tfevents")) {
      return HexFormat.of().formatHex(Files.readAllBytes(file));
    }
    return Files.readString(file).replace(folder.toUri().toString(), "file:///golden/");
  }

  private void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (file.toString().contains("tfevents")) {
          Files.copy(file, target);
        } else {
          Files.writeString(target, content(file));
        }
      }
    }
  }
}
