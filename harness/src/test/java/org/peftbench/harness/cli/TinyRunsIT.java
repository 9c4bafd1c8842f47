package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.harness.exchange.TinyCheckpoint;
import org.peftbench.models.weights.SafetensorsFile;
import org.peftbench.reports.RunDiff;
import org.peftbench.results.MetricNames;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.Folders;
import org.peftbench.results.base.Json;

/** Runs on a tiny checkpoint and twelve rows, and what can be done with them from outside. */
class TinyRunsIT {
  private static final String GIVEN = "order: given, dropout: 0, max_length: 16";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private int steps = 4;
  private String besides = "";

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

  @Test
  void aTrainingCanBeFollowedFromOutside() throws IOException {
    RunRecord record = run("{method: lora, config: {rank: 2}}", "[1]", "--trace=2");
    Path run = folder.resolve("runs").resolve(record.spec().id());
    assertThat(Json.canonical(record.spec())).contains("\"order\":\"GIVEN\"");
    try (var steps = Files.list(run.resolve("trace"))) {
      assertThat(steps.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "step-0.safetensors", "step-1.safetensors", "step-2.safetensors");
    }
    assertThat(number(run, 1, "loss"))
        .isEqualTo(record.curve("loss").orElseThrow().values().get(0));
    assertThat(number(run, 2, "gradient_norm"))
        .isEqualTo(record.curve("gradient_norm").orElseThrow().values().get(1));
    assertThat(number(run, 1, "learning_rate")).isZero();
    Path second = run.resolve("trace/step-2.safetensors");
    try (SafetensorsFile trace = SafetensorsFile.open(second)) {
      double squares =
          trace.names().stream()
              .filter(name -> name.startsWith("gradient_norm."))
              .mapToDouble(name -> Math.pow(number(run, 2, name), 2))
              .sum();
      assertThat(Math.sqrt(squares)).isCloseTo(number(run, 2, "gradient_norm"), within(1e-6));
    }

    // From one adapter, in one order, without dropout, nothing is left that a seed could change.
    String adapter = run.resolve("adapter").toString();
    String init = "{method: lora, config: {rank: 2}, init: '%s'}".formatted(adapter);
    RunRecord one = run(init, "[1]", "--trace=1");
    RunRecord two = run(init, "[2]");
    assertThat(one.spec().id()).isNotEqualTo(record.spec().id());
    assertThat(one.spec().method().init()).hasSize(64);
    assertThat(two.curve("loss").orElseThrow().values())
        .isEqualTo(one.curve("loss").orElseThrow().values());
    Path started = folder.resolve("runs").resolve(one.spec().id());
    try (SafetensorsFile start = SafetensorsFile.open(started.resolve("trace/step-0.safetensors"));
        SafetensorsFile given =
            SafetensorsFile.open(run.resolve("adapter/adapter_model.safetensors"))) {
      assertThat(start.names()).isEqualTo(given.names());
      start
          .names()
          .forEach(name -> assertThat(start.bytes(name)).as(name).isEqualTo(given.bytes(name)));
    }
  }

  @Test
  void aTrainedAdapterIsExportedMergedAndAsked() throws IOException {
    RunRecord record = run("{method: lora, config: {rank: 2}}", "[1]");
    String id = record.spec().id();
    String store = "--store=" + folder.resolve("runs");
    assertThat(peftbench("export", id.substring(0, 6), store, "--out=" + folder.resolve("peft")))
        .as(err.toString())
        .isZero();
    String merged = folder.resolve("merged").toString();
    assertThat(peftbench("merge", id, store, "--out=" + merged)).as(err.toString()).isZero();
    String again = folder.resolve("again").toString();
    String model = "--model=" + folder.resolve("tiny");
    assertThat(peftbench("import", folder.resolve("peft").toString(), model, "--out=" + again))
        .as(err.toString())
        .isZero();

    Path rows = Files.writeString(folder.resolve("rows.jsonl"), "{\"text\": \"the dog w10 w20\"}");
    String input = "--input=" + rows;
    String adapter = folder.resolve("runs").resolve(id).resolve("adapter").toString();
    String answer = answer("predict", model, "--adapter=" + adapter, input);
    assertThat(answer).startsWith("{\"id\":\"0\",\"label\":\"").endsWith("]}\n");
    String label = Json.MAPPER.readTree(answer).get("label").asText();
    assertThat(label).isIn("unacceptable", "acceptable");
    assertThat(answer("predict", "--model=" + merged, input)).contains(label);
    assertThat(answer("predict", model, "--adapter=" + again, input, "--logits"))
        .contains("\"logits\":[");
    assertThat(RunStore.existing(folder.resolve("runs")).predictions(record).get(0).predicted())
        .isIn("unacceptable", "acceptable");
  }

  @Test
  void aRunIsReproducedFromItsRecordAlone() throws IOException {
    RunRecord first = run("{method: lora, config: {rank: 2}}", "[1]");
    String adapter =
        folder.resolve("runs").resolve(first.spec().id()).resolve("adapter").toString();
    RunRecord second =
        run("{method: lora, config: {rank: 2}, init: '%s'}".formatted(adapter), "[1]");
    assertThat(first.metric(MetricNames.MATRIX_PRODUCT_RATE).orElseThrow().value()).isPositive();
    String store = "--store=" + folder.resolve("runs");
    Files.delete(folder.resolve("suite.yaml"));
    Files.delete(folder.resolve("data/nyu-mll/glue/cola/train.jsonl")); // rows are kept at home
    assertThat(answer("reproduce", second.spec().id(), store))
        .startsWith("bit-equal: answers, curves and scores are the same to the last bit")
        .contains("environment: the same", "matrix_product_rate", "accuracy");
    assertThat(peftbench("reproduce", first.spec().id(), store, store.replace("store", "into")))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--into must be another folder than --store");
    Folders.delete(folder.resolve("tiny"));
    TinyCheckpoint.write(folder.resolve("tiny"), config -> config.replace("1e-12", "1e-6"));
    assertThat(peftbench("reproduce", first.spec().id(), store)).isEqualTo(2);
    assertThat(err.toString()).contains("bring back what the run was trained with");
  }

  /** Runs in this process's children, code unchanged: bit-equal, so nothing can be an alarm. */
  @Test
  void checkHoldsASuiteToItsBaseline() throws IOException {
    run("{method: lora, config: {rank: 2}}", "[1, 2]");
    String suite = "--suite=" + folder.resolve("suite.yaml");
    String data = "--data=" + folder.resolve("data");
    String store = "--store=" + folder.resolve("runs");
    String baseline = "--baseline=" + folder.resolve("baseline.json");
    String to = "--out=" + folder.resolve("check");
    assertThat(peftbench("check", suite, data, baseline, to)).isEqualTo(2);
    assertThat(err.toString()).contains("make it with 'peftbench baseline update'");
    assertThat(peftbench("baseline", "update", suite, data, store, "--made", baseline))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--reason");
    answer(
        "baseline",
        "update",
        suite,
        data,
        store,
        "--made",
        baseline,
        "--reason=the first",
        "--margin=time=0.9,memory=0.9");
    assertThat(answer("baseline", "show", folder.resolve("baseline.json").toString()))
        .contains(
            "the first", "lora, cola on dir:", "Unchanged code raises an alarm in at most 5 %");
    answer(
        "baseline",
        "update",
        suite,
        data,
        store,
        "--made",
        baseline,
        "--reason=one seed",
        "--seed=2");
    assertThat(answer("baseline", "show", folder.resolve("baseline.json").toString()))
        .contains("the first", "one seed", "1, 2");
    assertThat(answer("check", suite, data, baseline, to))
        .contains("losses of the first steps", "suite tiny: no regression");
    assertThat(folder.resolve("check/check.xml")).content().contains("failures=\"0\"");

    Path file = folder.resolve("baseline.json");
    String right = Files.readString(file);
    Files.writeString(
        file,
        right.replaceAll("(?<peak>\"name\":\"peak_rss\"[^}]*\"value\":)[\\d.E]+", "${peak}1000.0"));
    err.getBuffer().setLength(0);
    assertThat(peftbench("check", suite, data, baseline, to)).isEqualTo(1);
    assertThat(out.toString()).contains("made twice, ");
    assertThat(err.toString().split("2 runs\n", -1)).as(err.toString()).hasSize(3);
    assertThat(peftbench("check", suite, data, store, "--made", baseline, to)).isEqualTo(1);
    assertThat(out.toString().substring(out.toString().lastIndexOf("configuration")))
        .as("the end of the log")
        .contains("peak_rss", "alarm")
        .doesNotContain("made twice", "pass");
    Files.writeString(file, right);

    Files.writeString(
        folder.resolve("suite.yaml"),
        Files.readString(folder.resolve("suite.yaml")).replace("rank: 2", "rank: 3"));
    assertThat(peftbench("check", suite, data, baseline, to)).isEqualTo(1);
    assertThat(folder.resolve("check/check.md"))
        .content()
        .contains("method.config.rank: 2, then 3", "trainable\\_parameters.adaptation");
    assertThat(peftbench("check", "--suite=smoke", baseline, "--made")).isEqualTo(2);
    assertThat(err.toString()).contains("is of suite tiny, not of smoke");
  }

  /** Trials first, then the row that is chosen; the same command again finds all of it made. */
  @Test
  void aTunedRowIsChosenOnRowsCutFromTheTrainingRows() throws IOException {
    besides = "tune: {grid: {protocol: {learning_rate: [1e-3, 1e-2]}}, holdout: 0.25, seeds: [5]}";
    assertThat(command("tiny", "{method: lora, config: {rank: 2}}", "[1]"))
        .as(err.toString())
        .isZero();
    List<RunRecord> made = RunStore.existing(folder.resolve("runs")).all();
    assertThat(made)
        .extracting(RunRecord::label)
        .containsExactly("lora", "lora-learning_rate0.001", "lora-learning_rate0.01", "lora-tuned");
    assertThat(made.subList(1, 3))
        .allMatch(trial -> trial.spec().trial())
        .allMatch(trial -> "3".equals(trial.notes().get("rows.evaluation")))
        .allMatch(trial -> "3 of 12 training rows".equals(trial.notes().get("evaluation_rows")));
    RunRecord tuned = made.get(3);
    assertThat(tuned.notes().get("rows.train")).isEqualTo("12");
    assertThat(tuned.notes().get("rows.evaluation")).isEqualTo("4");
    assertThat(tuned.notes().get("tuning"))
        .contains("best of 2 configurations by matthews_correlation");
    assertThat(tuned.notes().get("tuning.trials"))
        .contains(made.get(1).spec().id(), made.get(2).spec().id());
    assertThat(out.toString()).contains("lora-tuned").doesNotContain("learning_rate0.01");

    String plan =
        answer("suites", "plan", folder.resolve("suite.yaml").toString(), data(), store());
    assertThat(plan).contains("cola, tuning split / lora-learning_rate0.01 / seed 5");
    assertThat(plan).endsWith("4 runs, 0 to make\n");
    err.getBuffer().setLength(0);
    assertThat(command("tiny", "{method: lora, config: {rank: 2}}", "[1]")).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(RunStore.existing(folder.resolve("runs")).all()).isEqualTo(made);
  }

  private String data() {
    return "--data=" + folder.resolve("data");
  }

  private String store() {
    return "--store=" + folder.resolve("runs");
  }

  /** A worker is killed behind its first checkpoint; the next one goes on from there. */
  @Test
  void aKilledRunGoesOnAndEndsBitEqualToOneThatWasNotKilled() throws Exception {
    steps = 1200;
    run("{method: lora, config: {rank: 2}}", "[1]", "--checkpoint=0");
    RunStore whole = RunStore.existing(folder.resolve("runs"));
    RunRecord expected = whole.all().get(0);
    Path store = Files.createDirectory(folder.resolve("killed"));
    Path checkpoints =
        Files.createDirectories(store.resolve(expected.spec().id()).resolve("checkpoints"));
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      checkpoints.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      ExecutorService other = Executors.newSingleThreadExecutor();
      Future<Integer> run =
          other.submit(
              () ->
                  peftbench(
                      "run",
                      folder.resolve("suite.yaml").toString(),
                      "--data=" + folder.resolve("data"),
                      "--store=" + store,
                      "--report=" + folder.resolve("report"),
                      "--checkpoint=1",
                      "--retries=1"));
      while (!hasCheckpoint(checkpoints)) {
        WatchKey created = watch.poll(2, TimeUnit.MINUTES);
        assertThat(created).as("a checkpoint is written").isNotNull();
        created.reset();
      }
      // The worker is the youngest: what began earlier belongs to other tests.
      ProcessHandle worker =
          ProcessHandle.current()
              .children()
              .max(Comparator.comparing(child -> child.info().startInstant().orElseThrow()))
              .orElseThrow();
      assertThat(worker.destroyForcibly()).isTrue();
      assertThat(run.get()).as(err.toString()).isZero();
      other.shutdown();
    }
    RunStore killed = RunStore.existing(store);
    RunRecord continued = killed.all().get(0);
    assertThat(continued.notes()).containsKey("continued.step");
    RunDiff diff =
        RunDiff.of(expected, whole.predictions(expected), continued, killed.predictions(continued));
    assertThat(diff.verdict()).as(diff.reason()).isEqualTo(RunDiff.Verdict.BIT_EQUAL);
    assertThat(checkpoints).doesNotExist();
  }

  private static boolean hasCheckpoint(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".json"));
    }
  }

  @Test
  void anAdapterOfAnotherBackboneStartsNothing() throws IOException {
    RunRecord record = run("{method: ia3}", "[1]");
    Path adapter = folder.resolve("runs").resolve(record.spec().id()).resolve("adapter");
    TinyCheckpoint.write(folder.resolve("other"), config -> config.replace("1e-12", "1e-6"));
    String init = "{method: ia3, init: '%s'}".formatted(adapter);
    assertThat(command("other", init, "[1]")).isEqualTo(2);
    assertThat(err.toString())
        .contains(record.spec().backbone().digest(), "name the backbone it was trained on");
    err.getBuffer().setLength(0);
    String other = "{method: ia3, config: {targets: [key], feedforward: []}, init: '%s'}";
    assertThat(command("tiny", other.formatted(adapter), "[1]")).isEqualTo(2);
    assertThat(err.toString()).contains("give both the same method and config");
  }

  /** Never a silent LoRA: a method whose own part can't happen is refused before it begins. */
  @Test
  void aScheduleThatDoesNotFitIsRefused() throws IOException {
    assertThat(command("tiny", "{method: lora-dash, config: {directions: 2}}", "[1]")).isEqualTo(2);
    assertThat(command("tiny", "{method: adalora, config: {warmup: 50}}", "[1]")).isEqualTo(2);
    assertThat(err.toString()).contains("config: ", "steps");
    assertThat(RunStore.existing(folder.resolve("runs")).all()).isEmpty();
  }

  @Test
  void aRunThatFailedHasNothingToMerge() throws IOException {
    RunRecord made = run("{method: lora, config: {rank: 2}}", "[1]");
    RunStore.existing(folder.resolve("runs"))
        .save(
            RunRecord.failure(
                made.label(), made.spec(), RunStatus.FAILED, "no luck", made.started()),
            List.of());
    assertThat(peftbench("merge", made.spec().id(), "--store=" + folder.resolve("runs"), "--out=x"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("ended as FAILED and left no adapter");
  }

  private List<String> runs() {
    return RunStore.existing(folder.resolve("runs")).all().stream()
        .map(record -> record.spec().id())
        .toList();
  }

  private String answer(String... arguments) {
    out.getBuffer().setLength(0);
    assertThat(peftbench(arguments)).as(err.toString()).isZero();
    return out.toString();
  }

  /** The record of the one run that is new. */
  private RunRecord run(String method, String seeds, String... more) throws IOException {
    List<String> before = Files.exists(folder.resolve("runs")) ? runs() : List.of();
    assertThat(command("tiny", method, seeds, more)).as(err.toString()).isZero();
    return RunStore.existing(folder.resolve("runs")).all().stream()
        .filter(record -> !before.contains(record.spec().id()))
        .findFirst()
        .orElseThrow();
  }

  private int command(String model, String method, String seeds, String... more)
      throws IOException {
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

  private static double number(Path run, int step, String name) {
    Path file = run.resolve("trace/step-%d.safetensors".formatted(step));
    try (SafetensorsFile trace = SafetensorsFile.open(file)) {
      ByteBuffer bytes = trace.bytes(name);
      return bytes.getDouble(0);
    }
  }

  private int peftbench(String... arguments) {
    return Main.execute(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
