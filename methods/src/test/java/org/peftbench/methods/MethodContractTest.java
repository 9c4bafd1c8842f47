package org.peftbench.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.UserError;

/** What every method promises, held against each row of {@link MethodFixture#ALL}. */
class MethodContractTest {
  @TempDir Path folder;
  private TinyModel model;

  static List<MethodFixture> fixtures() {
    return MethodFixture.ALL;
  }

  @BeforeEach
  void open() throws IOException {
    model = new TinyModel(folder, DataType.FLOAT32);
    Engine.getInstance().setRandomSeed(7); // of dropout, whatever ran before
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void everyMethodHasItsRow() {
    assertThat(fixtures().stream().map(MethodFixture::method).distinct())
        .containsExactlyInAnyOrderElementsOf(
            PeftMethods.all().stream().map(method -> method.name()).toList());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void trainsAsManyParametersAsItsFormulaSays(MethodFixture fixture) {
    try (Adaptation adaptation = fixture.attach(model, 1)) {
      assertThat(adaptation.trainables().stream().mapToLong(Trainable::size).sum())
          .isEqualTo(fixture.trainables());
      assertThat(adaptation.trainables().stream().map(Trainable::name)).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void costsWhatItStates(MethodFixture fixture) {
    Cost cost = fixture.cost(model);
    try (Adaptation adaptation = fixture.attach(model, 1)) {
      assertThat(cost.trained()).isEqualTo(fixture.trainables());
      assertThat(cost.rememberedBytes())
          .isEqualTo(
              adaptation.buffers().values().stream()
                  .mapToLong(b -> b.getShape().size() * b.getDataType().getNumOfBytes())
                  .sum());
      assertThat(cost.mergeable()).isEqualTo(fixture.mergeable());
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void startsWhereItPromises(MethodFixture fixture) {
    try (Adaptation adaptation = fixture.attach(model, 1)) {
      double[] frozen = model.logits(Taps.NONE);
      double[] adapted = model.logits(adaptation.taps());
      if (fixture.identityAtStart()) {
        assertClose(adapted, frozen, 1e-6);
      } else {
        assertThat(adapted).isNotEqualTo(frozen);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void startsTheSameFromTheSameSeed(MethodFixture fixture) {
    try (Adaptation one = fixture.attach(model, 7);
        Adaptation two = fixture.attach(model, 7)) {
      assertThat(values(two)).usingRecursiveComparison().isEqualTo(values(one));
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void trainsTheSameFromTheSameSeed(MethodFixture fixture) throws IOException {
    assertThat(trainedAnew(fixture)).usingRecursiveComparison().isEqualTo(trainedAnew(fixture));
  }

  private Map<String, float[]> trainedAnew(MethodFixture fixture) throws IOException {
    try (TinyModel fresh = new TinyModel(folder, DataType.FLOAT32);
        Adaptation adaptation = fixture.attach(fresh, 7);
        AdamW optimizer = fresh.optimizer(adaptation)) {
      Engine.getInstance().setRandomSeed(7); // of dropout
      for (int step = 1; step <= 3; step++) {
        fresh.step(adaptation, optimizer, step, 3, 0.1, () -> {});
      }
      return values(adaptation);
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void isGoneWhereItsTapsAre(MethodFixture fixture) {
    double[] frozen = model.logits(Taps.NONE);
    try (Adaptation adaptation = fixture.attach(model, 1)) {
      perturb(adaptation);
      model.logits(adaptation.taps());
      assertThat(model.logits(Taps.NONE)).isEqualTo(frozen);
    }
    assertThat(model.logits(Taps.NONE)).isEqualTo(frozen);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void movesAllItTrainsAndNothingElse(MethodFixture fixture) {
    Map<String, float[]> frozen = frozen();
    try (Adaptation adaptation = fixture.attach(model, 1);
        AdamW optimizer = model.optimizer(adaptation)) {
      Map<String, float[]> before = trained(adaptation);
      train(adaptation, optimizer, 3, 0);
      trained(adaptation)
          .forEach((name, after) -> assertThat(after).as(name).isNotEqualTo(before.get(name)));
      assertThat(optimizer.untouched()).isEmpty();
    }
    assertThat(frozen()).usingRecursiveComparison().isEqualTo(frozen);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void learnsABatchByHeart(MethodFixture fixture) {
    try (Adaptation adaptation = fixture.attach(model, 1);
        AdamW optimizer = model.optimizer(adaptation)) {
      double before = model.loss(adaptation);
      model.learningRate = 0.003; // Propulsion of degree 15 behind norms swings at 0.01
      train(adaptation, optimizer, 120, 0);
      assertThat(model.loss(adaptation)).isLessThan(0.4 * before);
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void mergedEqualsUnmerged(MethodFixture fixture) {
    try (Adaptation adaptation = fixture.attach(model, 1);
        Ops ops = Ops.evaluation(model.backbone.manager(), DataType.FLOAT32)) {
      perturb(adaptation);
      Map<String, NDArray> merged = adaptation.merged(ops);
      assertThat(merged != null).isEqualTo(fixture.mergeable());
      if (merged == null) {
        return;
      }
      Map<String, float[]> frozen = frozen();
      double[] adapted = model.logits(adaptation.taps());
      Taps.Builder plain = Taps.builder();
      merged.forEach(plain::parameter);
      assertClose(model.logits(plain.build()), adapted, 1e-4);
      if (fixture.trainables() > 0) {
        assertThat(adapted).isNotEqualTo(model.logits(Taps.NONE));
      }
      // merging gives new arrays: the frozen ones are as they were, which is all that unmerging
      // means
      assertThat(frozen()).usingRecursiveComparison().isEqualTo(frozen);
      assertThat(numbers(adaptation.merged(ops)))
          .as("merged a second time")
          .usingRecursiveComparison()
          .isEqualTo(numbers(merged));
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void refusesToMergeWhatIsNoNumber(MethodFixture fixture) {
    if (!fixture.mergeable() || fixture.trainables() == 0) {
      return;
    }
    try (Adaptation adaptation = fixture.attach(model, 1);
        Ops ops = Ops.evaluation(model.backbone.manager(), DataType.FLOAT32)) {
      perturb(adaptation);
      for (Trainable trainable : adaptation.trainables()) {
        NDArray nowhere = ops.full(trainable.array().getShape(), Double.NaN);
        ops.assign(trainable.array(), nowhere);
      }
      assertThatThrownBy(() -> adaptation.merged(ops))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("would hold NaN or infinite numbers");
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void liesWhollyInWhatIsSaved(MethodFixture fixture) {
    try (Adaptation trained = fixture.attach(model, 1);
        Adaptation reloaded = fixture.attach(model, 2);
        Ops ops = Ops.evaluation(model.backbone.manager(), DataType.FLOAT32)) {
      perturb(trained);
      for (int i = 0; i < trained.trainables().size(); i++) {
        ops.assign(reloaded.trainables().get(i).array(), trained.trainables().get(i).array());
      }
      trained.buffers().forEach((name, b) -> ops.assign(reloaded.buffers().get(name), b));
      assertThat(model.logits(reloaded.taps())).isEqualTo(model.logits(trained.taps()));
    }
  }

  /** Nothing that a trained adapter computes with is left out of what is saved. */
  @ParameterizedTest
  @MethodSource("fixtures")
  void computesTheSameOnceItsStateIsRestored(MethodFixture fixture) {
    try (Adaptation trained = fixture.attach(model, 1);
        AdamW optimizer = model.optimizer(trained);
        Adaptation restored = fixture.attach(model, 2);
        Ops ops = Ops.evaluation(model.backbone.manager(), DataType.FLOAT32)) {
      train(trained, optimizer, 3, 0.1);
      Map<String, NDArray> state = state(trained);
      state(restored).forEach((name, array) -> ops.assign(array, state.get(name)));
      double[] logits = model.logits(trained.taps());
      assertThat(model.logits(restored.taps())).isEqualTo(logits);
      Map<String, NDArray> merged = restored.merged(ops);
      if (merged != null) {
        Taps.Builder plain = Taps.builder();
        merged.forEach(plain::parameter);
        assertClose(model.logits(plain.build()), logits, 1e-4);
      }
    }
  }

  @Test
  void answersTheSameInAnotherProcess() throws Exception {
    List<String> answers = new ArrayList<>();
    for (int row = 0; row < fixtures().size(); row++) {
      try (TinyModel fresh = new TinyModel(folder, DataType.FLOAT32);
          Adaptation adaptation = fixtures().get(row).attach(fresh, 1);
          AdamW optimizer = fresh.optimizer(adaptation)) {
        for (int step = 1; step <= 3; step++) {
          fresh.step(adaptation, optimizer, step, 3, 0.1, () -> {});
        }
        OtherProcess.save(folder, row, fresh, adaptation);
        answers.add(OtherProcess.answers(fresh, adaptation));
      }
    }
    assertThat(answers).doesNotHaveDuplicates();
    assertThat(byRow(OtherProcess.run(folder))).isEqualTo(byRow(answers));
  }

  private static Map<String, String> byRow(List<String> answers) {
    Map<String, String> byRow = new LinkedHashMap<>();
    for (int row = 0; row < answers.size(); row++) {
      byRow.put(fixtures().get(row).toString(), answers.get(row));
    }
    return byRow;
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void leavesDropoutOutOfEvaluation(MethodFixture fixture) {
    try (Adaptation adaptation = fixture.attach(model, 1)) {
      perturb(adaptation);
      assertThat(model.logits(adaptation.taps())).isEqualTo(model.logits(adaptation.taps()));
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void leavesNoArrayBehind(MethodFixture fixture) {
    try (Adaptation adaptation = fixture.attach(model, 1);
        AdamW optimizer = model.optimizer(adaptation)) {
      train(adaptation, optimizer, 3, 0.1);
      int before = managed();
      train(adaptation, optimizer, 50, 0.1);
      assertThat(managed()).isEqualTo(before);
    }
    // nothing but the backbone's own and the head's
    assertThat(model.backbone.manager().getManagedArrays())
        .hasSize(model.backbone.parameters().size() + model.head.parameters().size());
  }

  private int managed() {
    return model.backbone.manager().getManagedArrays().size();
  }

  private void train(Adaptation adaptation, AdamW optimizer, int steps, double dropout) {
    for (int step = 1; step <= steps; step++) {
      model.step(adaptation, optimizer, step, steps, dropout, () -> {});
    }
  }

  private static void perturb(Adaptation adaptation) {
    Random random = new Random(11);
    for (Trainable trainable : adaptation.trainables()) {
      float[] values = trainable.array().toFloatArray();
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) random.nextGaussian() * 0.02f;
      }
      try (Ops ops = Ops.evaluation(trainable.array().getManager(), DataType.FLOAT32)) {
        ops.assign(trainable.array(), ops.floats(values, trainable.array().getShape()));
      }
    }
  }

  private Map<String, float[]> frozen() {
    Map<String, float[]> values = new LinkedHashMap<>();
    model.backbone.parameters().forEach((name, array) -> values.put(name, array.toFloatArray()));
    return values;
  }

  private static Map<String, NDArray> state(Adaptation adaptation) {
    Map<String, NDArray> state = new LinkedHashMap<>(adaptation.buffers());
    adaptation.trainables().forEach(trainable -> state.put(trainable.name(), trainable.array()));
    return state;
  }

  private static Map<String, float[]> trained(Adaptation adaptation) {
    Map<String, float[]> values = new LinkedHashMap<>();
    adaptation.trainables().forEach(t -> values.put(t.name(), t.array().toFloatArray()));
    return values;
  }

  private static Map<String, float[]> values(Adaptation adaptation) {
    Map<String, float[]> values = trained(adaptation);
    values.putAll(numbers(adaptation.buffers()));
    return values;
  }

  private static Map<String, float[]> numbers(Map<String, NDArray> arrays) {
    Map<String, float[]> numbers = new LinkedHashMap<>();
    arrays.forEach((name, array) -> numbers.put(name, floats(array)));
    return numbers;
  }

  /** Numbers of any type. */
  private static float[] floats(NDArray array) {
    try (NDArray floats = array.toType(DataType.FLOAT32, true)) {
      return floats.toFloatArray();
    }
  }

  private static void assertClose(double[] found, double[] expected, double tolerance) {
    assertThat(found).hasSameSizeAs(expected);
    double largest = Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElse(0));
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(tolerance * largest));
    }
  }
}
