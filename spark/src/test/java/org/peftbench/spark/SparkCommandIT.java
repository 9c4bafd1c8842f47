package org.peftbench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.harness.cli.Main;
import org.peftbench.reports.RunDiff;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStore;

/** The command as people give it: the plug-in's folder, and a real, small training on Spark. */
class SparkCommandIT {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Path rows = Files.createDirectories(folder.resolve("data/nyu-mll/glue/cola"));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      lines.add(
          "{\"sentence\": \"the dog %d ran\", \"label\": %d, \"idx\": %d}".formatted(i, i % 2, i));
    }
    Files.write(rows.resolve("train.jsonl"), lines);
    Files.write(rows.resolve("validation.jsonl"), lines.subList(0, 4));
    Files.writeString(
        folder.resolve("suite.yaml"),
        """
        name: tiny
        backbones: [tiny-roberta]
        tasks: [cola]
        methods: [bitfit, {method: lora, config: {rank: 2}}]
        protocol: {steps: 3, batch_size: 4, max_length: 16}
        seeds: [1]
        threads: 1
        """);
  }

  @Test
  void aRunOnSparkIsBitEqualToOneThatIsMadeHere() throws Exception {
    assertThat(peftbench("here")).as(log("here")).isZero();
    try (LocalSpark spark = new LocalSpark(folder.resolve("spark"), 2)) {
      assertThat(
              peftbench(
                  "there",
                  "--executor=spark",
                  "--master=" + spark.master(),
                  "--conf=spark.executor.memory=512m"))
          .as(log("there"))
          .isZero();
    }
    RunStore here = RunStore.existing(folder.resolve("here"));
    RunStore there = RunStore.existing(folder.resolve("there"));
    assertThat(there.all()).hasSize(2);
    for (RunRecord record : there.all()) {
      RunRecord expected = here.find(record.spec().id()).orElseThrow();
      RunDiff diff =
          RunDiff.of(expected, here.predictions(expected), record, there.predictions(record));
      assertThat(diff.verdict()).as(diff.reason()).isEqualTo(RunDiff.Verdict.BIT_EQUAL);
    }
    assertThat(peftbench("there", "--executor=spark", "--master=spark://127.0.0.1:1"))
        .as("nothing is left to be made, so nobody asks for machines")
        .isZero();
  }

  @Test
  void misuseIsToldInALine() throws Exception {
    assertThat(peftbench("there", "--executor=spark")).isEqualTo(2);
    assertThat(log("there")).contains("needs --master");
    assertThat(peftbench("there", "--master=spark://127.0.0.1:1")).isEqualTo(2);
    assertThat(log("there")).contains("need an --executor");
    assertThat(peftbench("there", "--executor=sparc", "--master=x")).isEqualTo(2);
    assertThat(log("there")).contains("Unknown executor 'sparc'", "spark");
  }

  private int peftbench(String store, String... more) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(Main.class.getName(), "--plugins=target/plugin", "run"));
    words.add(folder.resolve("suite.yaml").toString());
    words.add("--data=" + folder.resolve("data"));
    words.add("--store=" + folder.resolve(store));
    words.add("--report=" + folder.resolve("report"));
    words.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("SPARK_HOME", folder.resolve("spark").toString());
    return builder.redirectOutput(folder.resolve(store + ".log").toFile()).start().waitFor();
  }

  private String log(String store) throws IOException {
    Path file = folder.resolve(store + ".log");
    return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
  }
}
