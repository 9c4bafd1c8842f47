package org.peftbench.models.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.models.Architecture;
import org.peftbench.models.Initializer;
import org.peftbench.models.LanguageModel;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.models.text.Encoding;
import org.peftbench.results.base.UserError;

class KernelFormTest {
  private static final int STEPS = 5;
  private static final long[] LONG = {0, 17, 301, 25, 99, 2};
  private static final long[] SHORT = {0, 44, 2};

  /** Those of both, padding left out. */
  private static final long[] LABELS = {0, 17, 301, 25, 99, 2, 0, 44, 2, -100, -100, -100};

  @TempDir Path home;

  @Test
  void isFusedUnlessPlainIsAskedFor() {
    assertThat(KernelForm.named("plain")).isEqualTo(KernelForm.PLAIN);
    assertThat(KernelForm.named("fused")).isEqualTo(KernelForm.FUSED);
    assertThat(KernelForm.named(" ")).isEqualTo(KernelForm.FUSED);
    assertThat(KernelForm.named(null)).isEqualTo(KernelForm.FUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast", "PLAIN", "plain "})
  void refusesAnotherName(String name) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> KernelForm.named(name))
        .withMessage(
            "PEFTBENCH_KERNELS must be plain or fused, got '%s': set it to one of them, or unset it"
                + " for fused",
            name);
  }

  /** All parameters of an encoder with GELU, and of a decoder with RMS norms and SiLU. */
  @ParameterizedTest
  @ValueSource(strings = {"tiny-roberta", "tiny-decoder"})
  void bothTrainTheSame(String name) throws IOException {
    List<Double> fused = losses(name, KernelForm.FUSED);
    List<Double> plain = losses(name, KernelForm.PLAIN);
    assertThat(fused.get(STEPS - 1)).isLessThan(fused.get(0) - 0.5);
    for (int i = 0; i < STEPS; i++) {
      assertThat(plain.get(i)).isCloseTo(fused.get(i), within(1e-9));
    }
  }

  /** The loss before each of some steps without dropout. */
  private List<Double> losses(String name, KernelForm form) throws IOException {
    List<Double> losses = new ArrayList<>();
    try (LanguageModel model =
        Architecture.openAnyLanguageModel(
            new ModelRepository(home, true, line -> {}).fetch(name), DataType.FLOAT64)) {
      Initializer initializer = new Initializer(model.manager(), DataType.FLOAT64, 0);
      Taps.Builder taps = Taps.builder();
      List<NDArray> trained = new ArrayList<>();
      model
          .parameters()
          .forEach(
              (parameter, frozen) -> {
                NDArray copy = initializer.copy(frozen);
                copy.setRequiresGradient(true);
                trained.add(copy);
                taps.parameter(parameter, copy);
              });
      try (AdamW optimizer =
          new AdamW(
              model.manager(),
              List.of(new AdamW.Group(trained, 0.01, 1)),
              0.9,
              0.999,
              1e-8,
              form)) {
        for (int step = 0; step < STEPS; step++) {
          losses.add(step(model, taps.build(), optimizer, form));
        }
      }
      trained.forEach(NDArray::close);
    }
    return losses;
  }

  private static double step(LanguageModel model, Taps taps, AdamW optimizer, KernelForm form) {
    double value;
    try (Ops ops = Ops.training(model.manager(), model.dtype(), form);
        GradientCollector collector = ops.collector()) {
      List<Encoding> rows =
          Stream.of(LONG, SHORT).map(ids -> new Encoding(ids, new long[ids.length])).toList();
      TokenBatch batch = TokenBatch.of(ops, rows, 1);
      NDArray states = model.hiddenStates(ops, batch, taps, 0);
      NDArray logits = ops.reshape(model.logits(ops, states, taps), -1, model.vocabularySize());
      NDArray loss = ops.crossEntropy(logits, ops.longs(LABELS, new Shape(LABELS.length)));
      ops.backward(collector, loss);
      value = ops.value(loss);
    }
    optimizer.clip(1);
    optimizer.step(1e-3);
    optimizer.zeroGradients();
    return value;
  }
}
