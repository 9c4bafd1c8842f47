package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.harness.JavaProcess;
import org.peftbench.results.MetricNames;
import org.peftbench.results.RunStore;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskLoader;

/** As many rows as the largest of GLUE's tasks have need little memory, read and trained on. */
class ManyRowsIT {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int FEW = 400;
  private static final int MANY = 400_000;
  private static final double MOST = 300e6; // bytes

  @TempDir Path folder;

  /** Reads MNLI from a data root and prints the peak of its memory. */
  public static void main(String[] arguments) throws IOException {
    var data = new TaskLoader(Path.of(arguments[0])).load(TaskCatalog.named("mnli"), null, null);
    System.out.println(data.train().size());
    System.out.println(
        Files.readAllLines(STATUS).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .map(line -> line.replaceAll("\\D", ""))
            .findFirst()
            .orElseThrow());
  }

  @BeforeEach
  void write() throws IOException {
    assumeTrue(Files.isReadable(STATUS), "this system does not tell a process its size");
    write(FEW);
    write(MANY);
  }

  @Tag("slow")
  @Test
  void readThem() throws Exception {
    double more = reader(MANY) - reader(FEW);
    System.out.printf("reading %d rows: %.0f MB more than %d%n", MANY, more / 1e6, FEW);
    assertThat(more).isLessThan(MOST);
  }

  @Tag("slow")
  @Test
  void trainOnThem() throws IOException {
    double more = training(MANY) - training(FEW);
    System.out.printf("training on %d rows: %.0f MB more than %d%n", MANY, more / 1e6, FEW);
    assertThat(more).isLessThan(MOST);
  }

  /** Bytes that a fresh process needs to read the rows. */
  private double reader(int rows) throws Exception {
    Process process =
        JavaProcess.of(ManyRowsIT.class, List.of(root(rows).toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    List<String> lines = out.lines().toList();
    assertThat(lines.get(0)).isEqualTo(Integer.toString(rows));
    return Long.parseLong(lines.get(1)) * 1024.0;
  }

  /** Bytes that a worker needs to train on the rows. */
  private double training(int rows) throws IOException {
    Path suite = folder.resolve("suite.yaml");
    Files.writeString(
        suite,
        """
        name: rows
        backbones: [all-minilm-l6-v2]
        tasks: [mnli]
        methods: [head-only]
        protocol: {steps: 1, batch_size: 8, max_length: 64}
        threads: 1
        """);
    Path store = folder.resolve("runs" + rows);
    StringWriter err = new StringWriter();
    int status =
        Main.execute(
            new String[] {
              "run",
              suite.toString(),
              "--data=" + root(rows),
              "--store=" + store,
              "--report=" + folder.resolve("report"),
            },
            new PrintWriter(new StringWriter()),
            new PrintWriter(err, true));
    assertThat(status).as(err.toString()).isZero();
    var record = RunStore.existing(store).all().get(0);
    assertThat(record.notes()).containsEntry("rows.train", Integer.toString(rows));
    return record.metric(MetricNames.PEAK_RSS).orElseThrow().value();
  }

  private Path root(int rows) {
    return folder.resolve("data" + rows);
  }

  private void write(int rows) throws IOException {
    Path mnli = Files.createDirectories(root(rows).resolve("nyu-mll/glue/mnli"));
    write(mnli.resolve("train.jsonl"), rows);
    write(mnli.resolve("validation_matched.jsonl"), 10);
  }

  private static void write(Path file, int rows) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < rows; i++) {
        String premise = "Nobody asked for more than these new rights, which are nice: " + i;
        out.write(
            "{\"premise\": \"%s\", \"hypothesis\": \"Everyone likes them\", \"label\": %d}\n"
                .formatted(premise, i % 3));
      }
    }
  }
}
