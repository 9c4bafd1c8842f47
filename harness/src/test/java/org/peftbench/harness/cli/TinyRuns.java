package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.harness.exchange.TinyCheckpoint;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStore;

/** Commands on a tiny checkpoint and twelve rows, in a folder of the test's own. */
abstract class TinyRuns {
  private static final String GIVEN = "order: given, dropout: 0, max_length: 16";

  @TempDir Path folder;
  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  int steps = 4;
  String besides = "";

  @BeforeEach
  void write() throws IOException {
    TinyCheckpoint.write(folder.resolve("tiny"), UnaryOperator.identity());
    Path rows = Files.createDirectories(folder.resolve("data/nyu-mll/glue/cola"));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      lines.add(
          "{\"sentence\": \"the dog w%d w%d\", \"label\": %d, \"idx\": %d}"
              .formatted(10 + i, 20 + i * 7 % 12, i % 2, i));
    }
    Files.write(rows.resolve("train.jsonl"), lines);
    Files.write(rows.resolve("validation.jsonl"), lines.subList(0, 4));
  }

  /** The record of the one run that is new. */
  RunRecord run(String method, String seeds, String... more) throws IOException {
    List<String> before = Files.exists(folder.resolve("runs")) ? runs() : List.of();
    assertThat(command("tiny", method, seeds, more)).as(err.toString()).isZero();
    return RunStore.existing(folder.resolve("runs")).all().stream()
        .filter(record -> !before.contains(record.spec().id()))
        .findFirst()
        .orElseThrow();
  }

  int command(String model, String method, String seeds, String... more) throws IOException {
    Path suite = folder.resolve("suite.yaml");
    Files.writeString(
        suite,
        """
        name: tiny
        backbones: ['dir:%s']
        tasks: [cola]
        methods: [%s]
        protocol: {steps: %d, batch_size: 3, %s}
        seeds: %s
        threads: 1
        %s
        """
            .formatted(folder.resolve(model), method, steps, GIVEN, seeds, besides));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run", suite.toString(), data(), store(), "--report=" + folder.resolve("report")));
    arguments.addAll(List.of(more));
    return peftbench(arguments.toArray(String[]::new));
  }

  String answer(String... arguments) {
    out.getBuffer().setLength(0);
    assertThat(peftbench(arguments)).as(err.toString()).isZero();
    return out.toString();
  }

  int peftbench(String... arguments) {
    return Main.execute(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  String data() {
    return "--data=" + folder.resolve("data");
  }

  String store() {
    return "--store=" + folder.resolve("runs");
  }

  List<String> runs() {
    return RunStore.existing(folder.resolve("runs")).all().stream()
        .map(record -> record.spec().id())
        .toList();
  }
}
