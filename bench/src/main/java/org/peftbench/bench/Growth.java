package org.peftbench.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.results.base.Folders;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * How time and memory grow with what a step or a report is made of: exponents, fitted to medians by
 * least squares between logarithms.
 *
 * <p>Memory is what a process has taken at its peak beyond one whose every size is the smallest, so
 * that Java, engine and weights, which grow with nothing here, don't flatten it.
 */
final class Growth {
  private static final String MODEL = "all-minilm-l6-v2";
  private static final int WARM = 2; // steps that are not counted
  private static final int STEPS = 8;
  private static final int TASKS = 4; // of reports of more and more methods

  /** What grows. */
  private enum Axis {
    BATCH,
    LENGTH,
    LAYERS,
    RANK,
    RUNS,
    METHODS;

    /** Whether steps grow by it, and not reports. */
    boolean isOfSteps() {
      return this != RUNS && this != METHODS;
    }

    List<Integer> sizes() {
      return switch (this) {
        case BATCH -> List.of(4, 8, 16, 32);
        case LENGTH -> List.of(64, 128, 256, 512);
        case LAYERS -> List.of(1, 2, 4, 6);
        case RANK -> List.of(16, 32, 64, 128);
        case RUNS -> List.of(250, 500, 1000, 2000);
        case METHODS -> List.of(10, 20, 40, 80);
      };
    }
  }

  /**
   * One size of one thing.
   *
   * @param seconds of a step, or of a report
   * @param bytes at the process's peak; 0 of a report
   */
  private record Point(double seconds, double bytes) {}

  private final Path folder;
  private final Path home;

  private Growth(Path folder, Path home) {
    this.folder = folder;
    this.home = home;
  }

  /**
   * Prints a row for each size and the exponents below them.
   *
   * @param axes names; none for all of them
   */
  static void print(Path home, List<String> axes) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("peftbench-growth");
    try {
      Growth growth = new Growth(folder, home);
      List<Axis> all = Arrays.asList(Axis.values());
      for (Axis axis : axes.isEmpty() ? all : axes.stream().map(Growth::axis).toList()) {
        growth.print(axis);
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private static Axis axis(String name) {
    return Arrays.stream(Axis.values())
        .filter(axis -> axis.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "growth knows no '%s': take of %s",
                    name, Arrays.toString(Axis.values()).toLowerCase(Locale.ROOT)));
  }

  private void print(Axis axis) throws IOException, InterruptedException {
    SimpleRegression time = new SimpleRegression();
    SimpleRegression memory = new SimpleRegression();
    String name = axis.name().toLowerCase(Locale.ROOT);
    double idle = axis.isOfSteps() ? step("1x8", 8, 1).bytes() : 0;
    for (int size : axis.sizes()) {
      Point point = measure(axis, size);
      time.addData(Math.log(size), Math.log(point.seconds()));
      System.out.printf(Locale.ROOT, "%-8s %5d %9.3f s", name, size, point.seconds());
      if (axis.isOfSteps()) {
        double taken = point.bytes() - idle;
        memory.addData(Math.log(size), Math.log(taken));
        System.out.printf(Locale.ROOT, " %8.0f MiB", taken / (1 << 20));
      }
      System.out.println();
    }
    System.out.printf(Locale.ROOT, "%-8s time ^%.2f", name, time.getSlope());
    if (axis.isOfSteps()) {
      System.out.printf(Locale.ROOT, " memory ^%.2f", memory.getSlope());
    }
    System.out.println();
  }

  private Point measure(Axis axis, int size) throws IOException, InterruptedException {
    return switch (axis) {
      case BATCH -> step(size + "x128", 8, 6);
      case LENGTH -> step("4x" + size, 8, 6);
      case LAYERS -> step("16x128", 8, size);
      case RANK -> step("16x128", size, 6);
      case RUNS -> report(MadeStore.fill(runs(), size));
      case METHODS -> report(MadeStore.fill(runs(), TASKS, size));
    };
  }

  /** LoRA on all of MiniLM's linear maps, or of its first layers. */
  private Point step(String batch, int rank, int layers) throws IOException, InterruptedException {
    ObjectNode config = Json.MAPPER.createObjectNode().put("rank", rank);
    List<String> arguments =
        List.of(
            "time", model(layers), "lora", config.toString(), batch, Integer.toString(STEPS), "");
    Process process =
        Bench.process(Steps.class, home, arguments).redirectOutput(Redirect.PIPE).start();
    JsonNode said = Json.MAPPER.readTree(process.getInputStream());
    if (process.waitFor() != 0) {
      throw new IOException("a measurement ended with status " + process.exitValue());
    }
    double[] seconds =
        StreamSupport.stream(said.get("seconds").spliterator(), false)
            .skip(WARM)
            .mapToDouble(JsonNode::doubleValue)
            .toArray();
    return new Point(new Median().evaluate(seconds), said.get("peak").doubleValue());
  }

  /** The checkpoint's folder, or one like it whose configuration has fewer layers. */
  private String model(int layers) throws IOException {
    ModelFiles files = new ModelRepository(home, false, System.err::println).fetch(MODEL);
    Path shallow = folder.resolve("layers-" + layers);
    if (!Files.exists(shallow)) {
      Files.createDirectory(shallow);
      try (Stream<Path> all = Files.list(files.folder())) {
        for (Path file : all.toList()) {
          Files.copy(file, shallow.resolve(file.getFileName()));
        }
      }
      Path config = shallow.resolve("config.json");
      ObjectNode fields = (ObjectNode) Json.MAPPER.readTree(Files.readAllBytes(config));
      Files.write(config, Json.MAPPER.writeValueAsBytes(fields.put("num_hidden_layers", layers)));
    }
    return shallow.toString();
  }

  private Path runs() throws IOException {
    return Files.createTempDirectory(folder, "runs");
  }

  private Point report(MadeStore store) throws IOException, InterruptedException {
    Path site = Files.createTempDirectory(folder, "site");
    long start = System.nanoTime();
    store.report(site);
    return new Point((System.nanoTime() - start) * 1e-9, 0);
  }
}
