package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.peftbench.harness.exchange.TinyCheckpoint;
import org.peftbench.models.weights.SafetensorsFile;
import org.peftbench.reports.RunDiff;
import org.peftbench.results.MetricNames;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStore;
import org.peftbench.results.StoreLock;
import org.peftbench.results.base.Folders;
import org.peftbench.results.base.Json;

/** Runs on a tiny checkpoint and twelve rows: followed, chosen by tuning, killed, reproduced. */
class TinyRunsIT extends TinyRuns {
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
  void aRunIsReproducedFromItsRecordAlone() throws IOException {
    RunRecord first = run("{method: lora, config: {rank: 2}}", "[1]");
    String adapter =
        folder.resolve("runs").resolve(first.spec().id()).resolve("adapter").toString();
    RunRecord second =
        run("{method: lora, config: {rank: 2}, init: '%s'}".formatted(adapter), "[1]");
    assertThat(first.metric(MetricNames.MATRIX_PRODUCT_RATE).orElseThrow().value()).isPositive();
    String store = store();
    Files.delete(folder.resolve("suite.yaml"));
    Files.delete(folder.resolve("data/nyu-mll/glue/cola/train.jsonl")); // rows are kept at home
    assertThat(answer("reproduce", second.spec().id(), store))
        .startsWith("bit-equal: answers, curves and scores are the same to the last bit")
        .contains("environment: the same", "matrix_product_rate", "accuracy");
    assertThat(peftbench("reproduce", first.spec().id(), store, store.replace("store", "into")))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--into must be another folder than --store");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("runs"));
    err.getBuffer().setLength(0);
    assertThat(peftbench("reproduce", first.spec().id(), store, "--into=" + link)).isEqualTo(2);
    assertThat(err.toString()).contains("--into must be another folder than --store");
    assertThat(RunStore.existing(folder.resolve("runs")).all()).contains(first);
    RunStore again = RunStore.at(folder.resolve("again"));
    StoreLock sweep = StoreLock.take(again);
    assertThat(peftbench("reproduce", first.spec().id(), store, "--into=" + again.root()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("is in use by another sweep");
    sweep.close();
    Folders.delete(folder.resolve("tiny"));
    TinyCheckpoint.write(folder.resolve("tiny"), config -> config.replace("1e-12", "1e-6"));
    assertThat(peftbench("reproduce", first.spec().id(), store)).isEqualTo(2);
    assertThat(err.toString()).contains("bring back what the run was trained with");
  }

  /** What the others need of memory is asked of those that can be read. */
  @Test
  void aDamagedRecordIsMadeAgainByOneOfTwoWorkers() throws IOException {
    RunRecord first = run("{method: lora, config: {rank: 2}}", "[1]");
    Path runs = folder.resolve("runs");
    Files.writeString(runs.resolve(first.spec().id()).resolve("record.json"), "{");
    assertThat(command("tiny", "{method: lora, config: {rank: 2}}", "[1, 2]", "--workers=2"))
        .as(err.toString())
        .isZero();
    assertThat(RunStore.existing(runs).all())
        .hasSize(2)
        .anySatisfy(
            record -> {
              assertThat(record.spec()).isEqualTo(first.spec());
              assertThat(record.predictionsDigest()).isEqualTo(first.predictionsDigest());
            });
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
                      data(),
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

  /** Never a silent LoRA: a method whose own part can't happen is refused before it begins. */
  @Test
  void aScheduleThatDoesNotFitIsRefused() throws IOException {
    assertThat(command("tiny", "{method: lora-dash, config: {directions: 2}}", "[1]")).isEqualTo(2);
    assertThat(command("tiny", "{method: adalora, config: {warmup: 50}}", "[1]")).isEqualTo(2);
    assertThat(err.toString()).contains("config: ", "steps");
    assertThat(RunStore.existing(folder.resolve("runs")).all()).isEmpty();
  }

  private static boolean hasCheckpoint(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".json"));
    }
  }

  private static double number(Path run, int step, String name) {
    Path file = run.resolve("trace/step-%d.safetensors".formatted(step));
    try (SafetensorsFile trace = SafetensorsFile.open(file)) {
      ByteBuffer bytes = trace.bytes(name);
      return bytes.getDouble(0);
    }
  }
}
