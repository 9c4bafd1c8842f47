package org.peftbench.harness.train;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.peftbench.harness.worker.Job;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.weights.SafetensorsFile;
import org.peftbench.results.Environment;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Digest;
import org.peftbench.results.base.Folders;
import org.peftbench.results.base.Json;

/**
 * Checkpoints of one run: {@code step-N.safetensors} with all arrays a training needs to go on, and
 * {@code step-N.json} with the rest, written last. The two newest are kept, so that there is one
 * whenever the process dies.
 */
final class Checkpoints {
  private static final int GENERATIONS = 2;
  private static final String ARRAYS = ".safetensors";
  private static final String REST = ".json";

  private final Path folder;
  private final String version;

  /**
   * Checkpoints in a folder, which need not exist.
   *
   * @param version of peftbench and engine
   */
  Checkpoints(Path folder, String version) {
    this.folder = folder;
    this.version = version;
  }

  /** Those of a job's run, for this version of peftbench and its engine. */
  static Checkpoints of(Job job) {
    Environment here = Environments.capture();
    return new Checkpoints(
        job.folder().resolve(RunStore.CHECKPOINTS), here.peftbench() + ", " + here.engine());
  }

  /** Writes one and forgets those that two newer ones have replaced. */
  void save(
      int step,
      Ops ops,
      Map<String, NDArray> arrays,
      List<StepReport> reports,
      List<Monitor.Evaluation> evaluations)
      throws IOException {
    Path file = file(step, ARRAYS);
    AdapterFiles.writeTensors(file, ops, arrays);
    Checkpoint rest = new Checkpoint(step, Digest.of(file), version, reports, evaluations);
    AtomicFile.write(file(step, REST), Json.pretty(rest));
    for (int old : steps().stream().skip(GENERATIONS).toList()) {
      Files.deleteIfExists(file(old, REST));
      Files.deleteIfExists(file(old, ARRAYS));
    }
  }

  /**
   * The newest one that is whole.
   *
   * @param warning told of every newer one, and why it is of no use
   */
  Optional<Checkpoint> newest(Consumer<String> warning) throws IOException {
    for (int step : steps()) {
      try {
        Checkpoint found =
            Json.MAPPER.readValue(Files.readString(file(step, REST)), Checkpoint.class);
        if (!found.version().equals(version)) {
          warning.accept("step %d was written by %s".formatted(step, found.version()));
        } else if (!Files.exists(file(step, ARRAYS))
            || !Digest.of(file(step, ARRAYS)).equals(found.digest())) {
          warning.accept("step %d: its arrays are damaged".formatted(step));
        } else {
          return Optional.of(found);
        }
      } catch (JsonProcessingException e) {
        warning.accept("step %d is damaged".formatted(step));
      }
    }
    return Optional.empty();
  }

  /** Brings the arrays of a checkpoint back into those of the same names. */
  void restore(Checkpoint checkpoint, Ops ops, Map<String, NDArray> arrays) {
    try (SafetensorsFile file = SafetensorsFile.open(file(checkpoint.step(), ARRAYS))) {
      arrays.forEach((name, array) -> ops.assign(array, AdapterFiles.read(ops, file, name)));
    }
  }

  /** Whether a checkpoint has an array of that name. */
  boolean has(Checkpoint checkpoint, String name) {
    try (SafetensorsFile file = SafetensorsFile.open(file(checkpoint.step(), ARRAYS))) {
      return file.names().contains(name);
    }
  }

  /** Removes all, when the run has ended for good. */
  void clear() throws IOException {
    Folders.delete(folder);
  }

  private Path file(int step, String ending) {
    return folder.resolve("step-" + step + ending);
  }

  /** The newest first. */
  private List<Integer> steps() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.matches("step-[0-9]{1,9}\\" + REST))
          .map(name -> Integer.valueOf(name.replaceAll("\\D", "")))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }
}
