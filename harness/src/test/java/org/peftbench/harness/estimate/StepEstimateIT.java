package org.peftbench.harness.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.peftbench.harness.worker.EngineLibraries;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.HeadKind;
import org.peftbench.models.outline.Outlines;
import org.peftbench.models.source.Home;
import org.peftbench.results.base.Json;

/** Estimates against what a process really takes. */
@Tag("slow")
class StepEstimateIT {
  private static final double ALLOWED_PERCENT = 15;

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} {1} {3}x{4}")
  @CsvFileSource(resources = "steps.csv", numLinesToSkip = 1)
  void estimatesThePeakOfATraining(
      String model,
      String name,
      HeadKind head,
      int batch,
      int length,
      double dropout,
      boolean checkpointed)
      throws IOException, InterruptedException {
    assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "the system tells no resident set");
    StepShape shape = new StepShape(head, batch, length, "float32", dropout, checkpointed, null);
    PeftMethod<?> method = PeftMethods.named(name);
    ObjectNode settings = method.complete(Json.MAPPER.createObjectNode());
    StepEstimate estimate = StepEstimate.of(Outlines.config(model), method, settings, shape);

    long measured = measure(model, name, shape);
    double expected = (double) (estimate.peak() + estimate.replaced()); // all of the file was read
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %d x %d | %s | %s | %.0f | %.0f | %+.1f %% |%n",
        model,
        name,
        batch,
        length,
        dropout,
        checkpointed ? "yes" : "",
        expected * 1e-6,
        measured * 1e-6,
        100 * (expected - measured) / measured);
    assertThat(expected).isCloseTo((double) measured, withinPercentage(ALLOWED_PERCENT));
  }

  private long measure(String model, String method, StepShape shape)
      throws IOException, InterruptedException {
    Path result = folder.resolve("bytes");
    List<String> arguments =
        List.of(
            Home.resolve().toString(),
            model,
            method,
            "{}",
            Json.canonical(shape),
            result.toString());
    EngineLibraries.prepare(Home.resolve(), line -> {});
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dai.djl.offline=true", "-Dai.djl.pytorch.num_threads=2"));
    command.add("-Dai.djl.pytorch.graph_optimizer=false");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(MeasuredStep.class.getName());
    command.addAll(arguments);
    ProcessBuilder process = new ProcessBuilder(command).inheritIO();
    process.environment().put("DJL_CACHE_DIR", Home.resolve().resolve("engine").toString());
    process.environment().put("OMP_NUM_THREADS", "2");
    // large blocks go back at once: what is resident is what is held
    process.environment().put("MALLOC_MMAP_THRESHOLD_", "200000");
    process.environment().put("MALLOC_TRIM_THRESHOLD_", "200000");
    assertThat(process.start().waitFor()).isZero();
    return Long.parseLong(Files.readString(result));
  }
}
