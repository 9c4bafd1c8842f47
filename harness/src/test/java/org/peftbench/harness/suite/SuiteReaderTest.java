package org.peftbench.harness.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.harness.suite.Suite.MethodChoice;
import org.peftbench.harness.suite.Suite.TaskChoice;
import org.peftbench.results.Protocol;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

class SuiteReaderTest {
  private final SuiteReader reader = new SuiteReader(new Words());

  @Test
  void readsEverythingASuiteCanSay() {
    Suite suite =
        reader.read(
            """
            name: whole
            description: "All of it: on one page"
            backbones: [mini]
            tasks:
              - words
              - {task: sentences, train_rows: 2000, evaluation_rows: 1000, max_leakage: 0}
            methods:
              - method: full
                protocol: {learning_rate: 1e-4}
              - label: lora-4
                method: lora
                config: {rank: 4}
              - lora
            protocol: {steps: 100, batch_size: 16, schedule: cosine, selection: held-out,
              holdout: 0.1, evaluate_every: 50,
              gradient_checkpointing: true, cache_frozen_layers: true}
            seeds: [1, 2, 3]
            threads: 4
            dtype: float64
            device: gpu:1
            """,
            "whole.yaml");

    assertThat(suite.name()).isEqualTo("whole");
    assertThat(suite.description()).isEqualTo("All of it: on one page");
    assertThat(suite.tasks())
        .containsExactly(
            new TaskChoice("words", null, null), new TaskChoice("sentences", 2000, 1000, 0, null));
    assertThat(suite.methods())
        .extracting(MethodChoice::label)
        .containsExactly("full", "lora-4", "lora");
    assertThat(Json.canonical(suite.methods().get(1).config()))
        .isEqualTo("{\"alpha\":16.0,\"rank\":4}");
    Protocol shared = suite.methods().get(2).protocol();
    assertThat(shared.steps()).isEqualTo(100);
    assertThat(shared.schedule()).isEqualTo(Protocol.Schedule.COSINE);
    assertThat(shared.selection()).isEqualTo(Protocol.Selection.HELD_OUT);
    assertThat(shared.learningRate()).isEqualTo(Protocol.DEFAULT.learningRate());
    assertThat(suite.methods().get(0).protocol().learningRate()).isEqualTo(1e-4);
    assertThat(suite.methods().get(0).protocol().steps()).isEqualTo(100);
    assertThat(suite.seeds()).containsExactly(1L, 2L, 3L);
    assertThat(suite.threads()).isEqualTo(4);
    assertThat(suite.dtype()).isEqualTo("float64");
    assertThat(suite.device()).isEqualTo("gpu:1");
    assertThat(shared.gradientCheckpointing()).isTrue();
    assertThat(shared.cacheFrozenLayers()).isTrue();
    assertThat(suite.size()).isEqualTo(18);
  }

  @Test
  void aMethodMayBeSetOtherwiseForSomeTasks() {
    String text =
        """
        name: recipes
        backbones: [mini]
        tasks: [words, sentences]
        methods:
          - full
          - {method: lora, tasks: [words], config: {rank: 4}}
          - {method: lora, tasks: [sentences], config: {rank: 2}}
        """;

    Suite suite = reader.read(text, "recipes.yaml");

    assertThat(suite.methodsOn("words"))
        .extracting(choice -> choice.config().path("rank").asInt())
        .containsExactly(0, 4);
    assertThat(Plan.of(suite, new Words()).runs())
        .extracting(PlannedRun::title)
        .containsExactly(
            "words / full / seed 1",
            "words / lora / seed 1",
            "sentences / full / seed 1",
            "sentences / lora / seed 1");
    assertThat(suite.size()).isEqualTo(4);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> reader.read(text.replace("tasks: [sentences]", "tasks: [words]"), "x"))
        .withMessage(
            "x:7:5: label 'lora' stands twice (first on line 6): give one of them a 'label' of its"
                + " own");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> reader.read(text.replace("tasks: [sentences]", "tasks: [word]"), "x"))
        .withMessage(
            "x:7:28: Unknown task of this suite 'word'. Did you mean words? Available: sentences,"
                + " words");
  }

  @Test
  void aListOfMethodsTakesAnotherFilesIn(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("two.yaml"), "methods: [full, lora]");
    Path file =
        Files.writeString(
            folder.resolve("mine.yaml"),
            """
            name: mine
            backbones: [mini]
            tasks: [words]
            methods:
              - {include: two.yaml}
              - {label: lora-2, method: lora, config: {rank: 2}}
            """);

    assertThat(reader.read(SuiteLibrary.find(file.toString())).methods())
        .extracting(MethodChoice::label)
        .containsExactly("full", "lora", "lora-2");
    Files.writeString(folder.resolve("two.yaml"), "protocol: {steps: 1}");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> reader.read(SuiteLibrary.find(file.toString())))
        .withMessageEndingWith("two.yaml:1:1: key 'methods' is missing");
  }

  @Test
  void whatASuiteLeavesOutHasDefaults() {
    Suite suite =
        reader.read("{name: s, backbones: [mini], tasks: [words], methods: [lora]}", "s.yaml");

    assertThat(suite.seeds()).containsExactly(1L);
    assertThat(suite.threads()).isEqualTo(Suite.DEFAULT_THREADS);
    assertThat(suite.dtype()).isEqualTo("float32");
    assertThat(suite.device()).as("the processor").isNull();
    assertThat(suite.methods().get(0).protocol()).isEqualTo(Protocol.DEFAULT);
  }

  @Test
  void aGridIsMultipliedOut() {
    Suite suite =
        reader.read(
            """
            name: grid
            backbones: [mini]
            tasks: [words]
            methods:
              - method: lora
                label: l
                config: {alpha: 4}
                grid: {config: {rank: [2, 4]}, protocol: {learning_rate: [1e-3, 0.01], schedule: [cosine]}}
              - full
            """,
            "grid.yaml");
    assertThat(suite.methods())
        .extracting(MethodChoice::label)
        .containsExactly(
            "l-rank2-learning_rate0.001-schedulecosine",
            "l-rank2-learning_rate0.01-schedulecosine",
            "l-rank4-learning_rate0.001-schedulecosine",
            "l-rank4-learning_rate0.01-schedulecosine",
            "full");
    MethodChoice last = suite.methods().get(3);
    assertThat(Json.canonical(last.config())).isEqualTo("{\"alpha\":4,\"rank\":4}");
    assertThat(last.protocol().learningRate()).isEqualTo(0.01);
    assertThat(last.protocol().schedule()).isEqualTo(Protocol.Schedule.COSINE);
  }

  /** A thousand rates by a thousand ranks: the count, at once, and nothing multiplied out. */
  @Test
  void aPoisonedSuiteIsRefusedWithItsCount() {
    String thousand =
        IntStream.rangeClosed(1, 1000).mapToObj(Integer::toString).collect(Collectors.joining(","));
    String grid =
        "{name: p, backbones: [mini], tasks: [words], methods: [{method: lora, grid: {config: {rank: [%s], alpha: [%s]}}}]}"
            .formatted(thousand, thousand);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> reader.read(grid, "p.yaml"))
        .withMessageContaining("the grid has 1000000 configurations by here, the most is 100000");
    String seeds =
        "{name: p, backbones: [mini], tasks: [words], methods: [{method: lora, grid: {config: {rank: [%s]}}}], seeds: [%s]}"
            .formatted(thousand, thousand);
    Suite suite = reader.read(seeds, "p.yaml");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Plan.of(suite, new Words()))
        .withMessage("suite p asks for 1000000 runs, the most is 100000: split it");
  }

  @Test
  void whatIsIncludedLiesBeneath(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("base.yaml"),
        "{backbones: [mini], tasks: [words], methods: [lora], protocol: {steps: 7, batch_size: 4}}");
    Files.writeString(folder.resolve("rates.yaml"), "{protocol: {learning_rate: 0.5}, seeds: [4]}");
    Path file = folder.resolve("own.yaml");
    Files.writeString(
        file,
        "{include: [base.yaml, rates.yaml], name: own, protocol: {steps: 9}, tasks: [sentences]}");
    Suite suite = reader.read(SuiteLibrary.find(file.toString()));
    assertThat(suite.tasks()).containsExactly(new TaskChoice("sentences", null, null));
    assertThat(suite.seeds()).containsExactly(4L);
    Protocol protocol = suite.methods().get(0).protocol();
    assertThat(protocol.steps()).isEqualTo(9);
    assertThat(protocol.batchSize()).isEqualTo(4);
    assertThat(protocol.learningRate()).isEqualTo(0.5);

    Files.writeString(folder.resolve("base.yaml"), "{include: own.yaml}");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> reader.read(SuiteLibrary.find(file.toString())))
        .withMessageContaining("files include each other more than 8 deep");
  }

  @Test
  void variablesStandForValues() {
    SuiteReader with =
        new SuiteReader(
            new Words(), name -> name.equals("MODEL") ? "mini" : name.equals("N") ? "3" : null);
    Suite suite =
        with.read(
            "{name: '${MODEL}-x', backbones: ['${MODEL}'], tasks: ['${TASK:-words}'], methods: [lora], threads: '${N}'}",
            "v.yaml");
    assertThat(suite.name()).isEqualTo("mini-x");
    assertThat(suite.backbones()).containsExactly("mini");
    assertThat(suite.tasks().get(0).task()).isEqualTo("words");
    assertThat(suite.threads()).isEqualTo(3);
  }

  @Test
  void badSuitesAreRefusedWithFileLineAndColumn() throws IOException {
    List<Path> files;
    Path folder = resource("bad");
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
    StringBuilder messages = new StringBuilder();
    for (Path file : files) {
      String text = Files.readString(file);
      String name = String.valueOf(file.getFileName());
      UserError error = catchThrowableOfType(UserError.class, () -> reader.read(text, name));
      assertThat(error).as(name).isNotNull();
      messages.append(error.getMessage()).append('\n');
    }

    assertThat(messages.toString()).isEqualTo(Files.readString(folder.resolve("expected.txt")));
  }

  private static Path resource(String name) {
    return Path.of(Objects.requireNonNull(SuiteReaderTest.class.getResource(name), name).getPath());
  }
}
