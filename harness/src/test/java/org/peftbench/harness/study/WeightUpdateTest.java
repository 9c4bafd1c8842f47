package org.peftbench.harness.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.harness.train.AdapterCard;
import org.peftbench.harness.train.AdapterFiles;
import org.peftbench.harness.train.TinySettings;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.harness.train.kernel.TangentKernel;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;
import org.peftbench.methods.Trainable;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.HeadKind;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.Protocol;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStatus;
import org.peftbench.results.base.Json;
import org.peftbench.results.study.UpdateStudy;
import org.peftbench.tasks.TaskDefinition;

class WeightUpdateTest {
  private static final ModelFiles MODEL =
      new ModelFiles(
          "tiny",
          Path.of("../methods/src/test/resources/org/peftbench/methods/parity/tiny"),
          "none");

  @TempDir Path folder;

  /** What random values in all that a method trains make of a weight. */
  @ParameterizedTest
  @CsvSource({
    "lora, 'rank: 3', 3",
    "dora, 'rank: 3', 24",
    "loha, 'rank: 2', 4",
    "pissa, 'rank: 2', 4"
  })
  void ranksAreTheMethods(String method, String setting, double rank) throws IOException {
    Random random = new Random(5);
    UpdateStudy.Update update = update(method, setting, trained -> random.nextGaussian());
    assertThat(update.matrices()).isNotEmpty();
    for (UpdateStudy.Matrices kind : update.matrices()) {
      assertThat(kind.rank()).as(kind.kind()).isEqualTo(rank);
      assertThat(kind.effectiveRank()).isBetween(1.0, rank);
      assertThat(kind.count()).isEqualTo(2);
    }
  }

  /** z = 2 and degree 1: every weight is doubled, so that ΔW = W, whose ranks numpy knows. */
  @Test
  void propulsionsUpdateHasTheRanksOfTheWeight() throws IOException {
    UpdateStudy.Update update = update("propulsion", "degree: 1", trained -> 2.0);
    UpdateStudy.Matrices query =
        update.matrices().stream()
            .filter(kind -> kind.kind().contains("attention.self.query"))
            .findFirst()
            .orElseThrow();
    JsonNode fixture;
    try (InputStream in = TangentKernel.class.getResourceAsStream("kernels.json")) {
      fixture = Json.MAPPER.readTree(in).path("query");
    }
    assertThat(query.rank()).isEqualTo(fixture.path("rank").doubleValue());
    assertThat(query.effectiveRank())
        .isCloseTo(fixture.path("effective_rank").doubleValue(), within(1e-9));
    assertThat(query.change()).isCloseTo(1, within(1e-12));
    assertThat(update.values())
        .allSatisfy(
            values -> {
              assertThat(values.start()).containsOnly(1.0);
              assertThat(values.end()).containsOnly(2.0);
              assertThat(values.change()).isCloseTo(1, within(1e-12));
            });
  }

  @Test
  void whatChangesNoMatrixHasNoneAndWhatDoesNotFoldSaysSo() throws IOException {
    assertThat(update("bitfit", "", trained -> 2.0).matrices()).isEmpty();
    assertThat(update("prompt-tuning", "", trained -> 2.0).matrices()).isNull();
  }

  static List<String> methods() {
    return PeftMethods.all().stream().map(PeftMethod::name).toList();
  }

  /**
   * Whatever a method starts as: decomposed, quantised or drawn, that is no update. The base that a
   * start rounded is the run's, so its error isn't one either.
   */
  @ParameterizedTest
  @MethodSource("methods")
  void anAdapterAtItsStartHasNone(String method) throws IOException {
    UpdateStudy.Update update = update(method, TinySettings.of(method), null);
    if (update.matrices() != null) {
      assertThat(update.matrices()).isEmpty();
    }
    assertThat(update.values())
        .allSatisfy(
            values -> {
              assertThat(values.end()).isEqualTo(values.start());
              assertThat(values.change())
                  .satisfiesAnyOf(c -> assertThat(c).isNull(), c -> assertThat(c).isZero());
            });
  }

  /** Of those that fold, but for two that train vectors alone and one that trains nothing. */
  @ParameterizedTest
  @MethodSource("methods")
  void aTrainedAdapterHasOne(String method) throws IOException {
    Random random = new Random(5);
    UpdateStudy.Update update =
        update(method, TinySettings.of(method), trained -> 0.1 * random.nextGaussian());
    if (update.matrices() != null) {
      assertThat(update.matrices().isEmpty())
          .isEqualTo(Set.of("bitfit", "ln-tuning", "head-only").contains(method));
    }
  }

  private UpdateStudy.Update update(
      String method, String setting, Function<Trainable, Double> value) throws IOException {
    ObjectNode overrides = Json.MAPPER.createObjectNode();
    if (!setting.isEmpty()) {
      String[] parts = setting.split(": ", 2);
      overrides.put(parts[0], Integer.parseInt(parts[1]));
    }
    return update(method, overrides, value);
  }

  /**
   * The update of an adapter.
   *
   * @param value what training made of each number; null for nothing
   */
  private UpdateStudy.Update update(
      String method, ObjectNode overrides, @Nullable Function<Trainable, Double> value)
      throws IOException {
    RunSpec.Method spec = new RunSpec.Method(method, PeftMethods.named(method).complete(overrides));
    RunSpec.Backbone named = new RunSpec.Backbone("tiny", "none");
    AdapterCard card =
        new AdapterCard(
            named,
            spec,
            TaskDefinition.Kind.CLASSIFICATION,
            HeadKind.SEQUENCE,
            List.of("a", "b", "c"),
            32,
            "float32",
            null);
    try (Backbone backbone = Architecture.openAny(MODEL, DataType.FLOAT32);
        Learner learner = Learner.of(backbone, spec, HeadKind.SEQUENCE, 3, 1, 0, 0);
        Ops ops = Ops.evaluation(backbone.manager(), DataType.FLOAT32)) {
      List<Trainable> trainables = learner.adaptation().trainables();
      for (Trainable trainable : value == null ? List.<Trainable>of() : trainables) {
        ops.assign(
            trainable.array(),
            ops.drawn(trainable.array().getShape(), () -> value.apply(trainable)));
      }
      AdapterFiles.save(folder, learner, card);
    }
    RunSpec run =
        new RunSpec(
            RunSpec.SCHEMA,
            named,
            new RunSpec.Task("acceptability", 1, "digest", null, null),
            spec,
            Protocol.DEFAULT,
            1,
            "float32",
            2);
    return WeightUpdate.of(
        RunRecord.failure(method, run, RunStatus.FAILED, "invented", Instant.EPOCH), MODEL, folder);
  }
}
