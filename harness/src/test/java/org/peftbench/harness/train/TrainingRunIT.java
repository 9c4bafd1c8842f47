package org.peftbench.harness.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftbench.harness.worker.Job;
import org.peftbench.harness.worker.Leavings;
import org.peftbench.harness.worker.ProgressEvent;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.source.Home;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.results.Answering;
import org.peftbench.results.Metric;
import org.peftbench.results.MetricNames;
import org.peftbench.results.Protocol;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.Prompt;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskLoader;

/** Whole runs on the default checkpoint and bundled text. */
class TrainingRunIT {
  private static final Path HOME = Home.resolve();
  private static final String MODEL = "all-minilm-l6-v2";

  @TempDir Path folder;

  @Test
  void twoExecutionsOfOneSpecAreBitEqual() throws IOException {
    RunSpec spec = spec("lora", "acceptability", 2e-3);
    RunRecord one = execute(spec, folder.resolve("one"));
    RunRecord two = execute(spec, folder.resolve("two"));
    assertThat(one.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(two.predictionsDigest()).isEqualTo(one.predictionsDigest());
    assertThat(two.curve("loss").orElseThrow().values())
        .isEqualTo(one.curve("loss").orElseThrow().values());
    assertThat(two.curve("evaluation.accuracy").orElseThrow().values())
        .isEqualTo(one.curve("evaluation.accuracy").orElseThrow().values());
    assertThat(one.metric("matthews_correlation")).isPresent();
    assertThat(sum(one, MetricNames.MEMORY_PART))
        .isCloseTo(one.metric(MetricNames.PEAK_RSS).orElseThrow().value(), within(1.0));
    assertThat(sum(one, MetricNames.TIME_PART))
        .isCloseTo(one.metric(MetricNames.TRAINING_SECONDS).orElseThrow().value(), within(1e-6));
    assertThat(one.metric(MetricNames.TRAINABLE_ADAPTATION).orElseThrow().value())
        .isEqualTo(6 * 2 * 2 * 8 * 384.0);
    Path adapter = folder.resolve("one").resolve(spec.id()).resolve("adapter");
    assertThat((double) Files.size(adapter.resolve("adapter_model.safetensors")))
        .isEqualTo(one.metric(MetricNames.ADAPTER_BYTES).orElseThrow().value());
  }

  private static double sum(RunRecord record, String part) {
    return record.metrics().stream()
        .filter(metric -> metric.name().startsWith(part))
        .mapToDouble(Metric::value)
        .sum();
  }

  @Test
  void trainsARegression() throws IOException {
    RunRecord record = execute(spec("propulsion", "similarity", 1e-3), folder);
    assertThat(record.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(RunStore.at(folder).predictions(record))
        .allSatisfy(row -> assertThat(Double.parseDouble(row.predicted())).isFinite());
  }

  @ParameterizedTest
  @CsvSource({
    "tiny-decoder, arithmetic, , numeric_accuracy, generation",
    "tiny-seq2seq, correction, , accuracy, generation",
    "tiny-decoder, word_choice, , accuracy, likelihood",
    "tiny-decoder, word_choice, LIKELIHOOD_BY_LENGTH, accuracy, likelihood-by-length",
    "tiny-decoder, word_choice, GENERATION, accuracy, generation",
  })
  void aLanguageModelAnswers(
      String model, String task, @Nullable Answering answers, String metric, String note)
      throws IOException {
    RunRecord record = execute(spec(model, "lora", task, answers, 1e-3), folder);
    assertThat(record.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(record.metric(metric)).isPresent();
    assertThat(record.metric(MetricNames.TRAINABLE_HEAD).orElseThrow().value()).isZero();
    assertThat(record.metric("baseline.majority")).isPresent();
    assertThat(record.metric("baseline.bag_of_words")).isPresent();
    assertThat(record.notes()).containsEntry("answers", note);
    if (model.equals("tiny-decoder")) {
      assertThat(record.notes())
          .containsEntry("prompt.loss", "on the answer alone")
          .containsEntry("prompt.stop", note.equals("generation") ? stop(task) : "[]")
          .containsKeys("prompt", "prompt.answer");
    }
    assertThat(RunStore.at(folder).predictions(record)).hasSize(64);
  }

  private static String stop(String task) {
    var prompt = TaskCatalog.named(task).prompts().get(Prompt.Mode.GENERATION);
    return Json.canonical(prompt.stop());
  }

  @Test
  void aHeadThatTheCheckpointBringsIsNotTrained() throws IOException {
    RunSpec spec = spec("tiny-decoder", "head-only", "word_choice", null, 1e-3);
    RunRecord record = execute(spec, folder);
    assertThat(record.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(record.notes()).containsKey("training");
    assertThat(record.metric("accuracy")).isPresent();
    assertThat(record.metric(MetricNames.STEPS)).isEmpty();
  }

  @Test
  void keepsTheCurveOfARunThatDiverged() throws IOException {
    RunRecord record = execute(spec("propulsion", "acceptability", 10), folder);
    assertThat(record.status()).isEqualTo(RunStatus.DIVERGED);
    assertThat(record.message()).contains("NaN or infinite at step");
    assertThat(record.curve("loss").orElseThrow().values()).isNotEmpty();
    assertThat(record.metric("accuracy")).isEmpty();
  }

  @Test
  void failsWhereATrainableNeverMoved() throws IOException {
    try (URLClassLoader methods = serviceOf(BrokenMethods.Still.class)) {
      assertFails(
          methods, "still", "1 of what still trains never got a gradient, first nowhere.used");
    }
  }

  @Test
  void failsWhereAnAllocatorNeverRan() throws IOException {
    try (URLClassLoader methods = serviceOf(BrokenMethods.Idle.class)) {
      assertFails(methods, "idle", "idle's ranks were never allocated");
    }
  }

  @Test
  void failsWhereWhatMattersIsNotSaved() throws IOException {
    try (URLClassLoader methods = serviceOf(BrokenMethods.Forgetful.class)) {
      assertFails(methods, "forgetful", "the reloaded adapter answers ");
    }
  }

  @Test
  void failsWhereTheLastUpdateLeavesNoNumbers() throws IOException {
    try (URLClassLoader methods = serviceOf(BrokenMethods.Late.class)) {
      assertFails(methods, "late", "is not a number: the training's last update broke the model");
    }
  }

  /** An exception is how a run ends as FAILED: the worker's parent writes that record. */
  private void assertFails(ClassLoader methods, String method, String message) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(methods);
    try {
      assertThatThrownBy(
              () -> execute(spec(method, "acceptability", 1e-3), folder.resolve("store")))
          .hasMessageContaining(message);
    } finally {
      thread.setContextClassLoader(before);
    }
    assertThat(RunStore.at(folder.resolve("store")).all()).isEmpty();
  }

  /** Registers a method of the tests' class path for one test. */
  private URLClassLoader serviceOf(Class<? extends PeftMethod<?>> method) throws IOException {
    Path services = Files.createDirectories(folder.resolve("registered/META-INF/services"));
    Files.writeString(services.resolve(PeftMethod.class.getName()), method.getName());
    return new URLClassLoader(
        new URL[] {folder.resolve("registered").toUri().toURL()}, getClass().getClassLoader());
  }

  @Test
  void refusesRowsThatChangedSinceThePlan() {
    RunSpec planned = spec("lora", "acceptability", 1e-3);
    RunSpec changed =
        new RunSpec(
            planned.schema(),
            planned.backbone(),
            new RunSpec.Task("acceptability", 1, "0".repeat(64), 96, 64),
            planned.method(),
            planned.protocol(),
            planned.seed(),
            planned.dtype(),
            planned.threads());
    assertThatThrownBy(() -> execute(changed, folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("changed since the run was planned");
  }

  private static RunSpec spec(String method, String task, double learningRate) {
    return spec(MODEL, method, task, null, learningRate);
  }

  private static RunSpec spec(
      String model, String method, String task, @Nullable Answering answers, double learningRate) {
    var definition = TaskCatalog.named(task);
    String digest = new TaskLoader(null).load(definition, 96, 64).digest();
    String weights = new ModelRepository(HOME, false, message -> {}).fetch(model).digest();
    return new RunSpec(
        RunSpec.SCHEMA,
        new RunSpec.Backbone(model, weights),
        new RunSpec.Task(task, definition.version(), digest, 96, 64, answers),
        new RunSpec.Method(
            method, PeftMethods.named(method).complete(Json.MAPPER.createObjectNode())),
        new Protocol(
            6,
            0,
            8,
            1,
            learningRate,
            0,
            Protocol.Schedule.COSINE,
            0.1,
            0.01,
            1.0,
            0.1,
            64,
            3,
            32,
            Protocol.Selection.HELD_OUT,
            0.25),
        5,
        "float32",
        2);
  }

  private static RunRecord execute(RunSpec spec, Path store) throws IOException {
    List<ProgressEvent> events = new ArrayList<>();
    TrainingRun.execute(
        new Job("none", "test", spec, store, null, HOME, null, Leavings.USUAL, Map.of()),
        true,
        events::add);
    assertThat(events).isNotEmpty();
    return RunStore.existing(store).find(spec.id()).orElseThrow();
  }
}
