package org.peftbench.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.harness.exchange.PeftExport;
import org.peftbench.harness.suite.Hardware;
import org.peftbench.harness.train.AdapterCard;
import org.peftbench.harness.train.AdapterFiles;
import org.peftbench.harness.train.TrainLoop;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.harness.worker.Worker;
import org.peftbench.methods.Trainable;
import org.peftbench.models.Architecture;
import org.peftbench.models.HeadKind;
import org.peftbench.models.text.Encoding;
import org.peftbench.results.Protocol;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.Json;
import org.peftbench.tasks.TaskDefinition.Kind;

/**
 * This side of {@code bench/side-by-side}: some steps on one batch, or the folder from which the
 * other side takes weights, batch and adapter. Standard output is one line of JSON.
 */
final class Steps {
  private Steps() {}

  public static void main(String[] arguments) throws IOException {
    Worker.endWithParent();
    ObjectNode config = (ObjectNode) Json.MAPPER.readTree(arguments[3]);
    Path folder = Path.of(arguments[6]);
    try (Workbench bench = Workbench.open(arguments[1], arguments[2], config, arguments[4])) {
      Map<String, ?> said =
          arguments[0].equals("prepare")
              ? prepare(bench, folder)
              : time(bench, Integer.parseInt(arguments[5]));
      System.out.println(Json.MAPPER.writeValueAsString(said));
    }
  }

  private static Map<String, ?> prepare(Workbench bench, Path folder) throws IOException {
    Path adapter = folder.resolve("ours");
    AdapterCard card =
        new AdapterCard(
            new RunSpec.Backbone(bench.files().id(), bench.files().digest()),
            bench.method(),
            Kind.CLASSIFICATION,
            HeadKind.SEQUENCE,
            Workbench.LABELS,
            bench.shape().length(),
            "float32",
            null);
    AdapterFiles.save(adapter, bench.learner(), card);
    if (PeftExport.methods().contains(bench.method().name())) {
      PeftExport.write(bench.files(), adapter, Hardware.USUAL, folder.resolve("peft"), note -> {});
    }
    Map<String, Object> batch = new LinkedHashMap<>();
    batch.put("model", bench.files().folder().toString());
    batch.put("pooling", Architecture.readConfig(bench.files()).path("pooling").asText("pooler"));
    batch.put("learning_rate", Protocol.DEFAULT.learningRate());
    batch.put("input_ids", bench.inputs().stream().map(Encoding::ids).toList());
    Files.writeString(folder.resolve("batch.json"), Json.MAPPER.writeValueAsString(batch));
    return Map.of();
  }

  private static Map<String, ?> time(Workbench bench, int steps) throws IOException {
    Learner learner = bench.learner();
    List<double[]> logits = learner.outputs(bench.inputs());
    double[] seconds = new double[steps];
    try (TrainLoop<?> loop = bench.loop()) {
      for (int step = 0; step < steps; step++) {
        long start = System.nanoTime();
        loop.next();
        seconds[step] = (System.nanoTime() - start) * 1e-9;
      }
    }
    return Map.of(
        "logits",
        logits.stream().flatMapToDouble(Arrays::stream).toArray(),
        "seconds",
        seconds,
        "peak",
        peakBytes(),
        "trained",
        learner.trainables().stream().mapToLong(Trainable::size).sum());
  }

  /** Most that was ever resident, as the kernel of Linux tells it. */
  private static long peakBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }
}
