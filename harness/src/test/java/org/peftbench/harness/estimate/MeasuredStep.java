package org.peftbench.harness.estimate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.Compute;
import org.peftbench.models.HeadKind;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.results.base.Json;

/**
 * A process that trains some steps and says by how much they raised its largest resident set over
 * what Java and the engine take by themselves.
 */
final class MeasuredStep {
  private static final int STEPS = 3;
  private static final Path STATUS = Path.of("/proc/self/status");

  private MeasuredStep() {}

  /** Arguments: home of weights, model, method, its settings, step as JSON, file for the bytes. */
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[0]);
    PeftMethod<?> method = PeftMethods.named(arguments[2]);
    ObjectNode settings = method.complete(Json.MAPPER.readValue(arguments[3], ObjectNode.class));
    StepShape shape = Json.MAPPER.readValue(arguments[4], StepShape.class);
    ModelRepository models = new ModelRepository(home, true, line -> {});
    // pages of the engine's libraries and Java's classes that any training needs
    StepShape small =
        new StepShape(shape.head(), 1, 8, shape.dtype(), shape.dropout(), false, null);
    String toy = shape.head() == HeadKind.SEQUENCE ? "tiny-roberta" : "tiny-decoder";
    train(models.fetch(toy), method, settings, small);
    long before = status("VmRSS:");
    train(models.fetch(arguments[1]), method, settings, shape);
    Files.writeString(Path.of(arguments[5]), Long.toString(status("VmHWM:") - before));
    System.exit(0); // the engine's threads would keep the process
  }

  private static void train(
      ModelFiles files, PeftMethod<?> method, ObjectNode settings, StepShape shape)
      throws IOException {
    DataType dtype = shape.type();
    try (Backbone backbone = Architecture.openAny(files, Compute.of(dtype), shape.head())) {
      try (Ops ops = Ops.evaluation(backbone.manager(), dtype)) {
        for (NDArray weight : backbone.parameters().values()) {
          ops.value(ops.sum(weight)); // of a mapped file only the pages that were read count
        }
      }
      try (TrainedStep step = new TrainedStep(backbone, method, settings, shape)) {
        for (int i = 0; i < STEPS; i++) {
          step.run();
        }
      }
    }
    System.gc();
  }

  private static long status(String field) throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }
}
