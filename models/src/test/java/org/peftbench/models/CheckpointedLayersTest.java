package org.peftbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.models.text.Encoding;

/** Layers computed again on the way back give the gradients that kept ones give. */
class CheckpointedLayersTest {
  private static final double DROPOUT = 0.1;
  private static final long SEED = 7;

  @TempDir Path home;

  /** Loss and gradients of all parameters. */
  private record Result(double loss, Map<String, float[]> gradients) {}

  @ParameterizedTest
  @ValueSource(strings = {"tiny-roberta", "tiny-decoder"})
  void givesTheSameGradientsToTheBit(String name) throws IOException {
    compare(name, 0);
  }

  /**
   * Where several layers see one array, a table of positions or an encoder's states, their
   * gradients of it are added in another order. Gradients that are zero but for rounding, such as
   * those of keys' biases, are held to the rounding of the largest.
   */
  @ParameterizedTest
  @ValueSource(strings = {"tiny-deberta", "tiny-seq2seq"})
  void givesTheSameGradientsButForTheOrderOfSums(String name) throws IOException {
    compare(name, 2e-6);
  }

  private void compare(String name, double tolerance) throws IOException {
    ModelFiles files = new ModelRepository(home, true, line -> {}).fetch(name);
    try (LanguageModel model = Architecture.openAnyLanguageModel(files, DataType.FLOAT32)) {
      Result kept = train(model, SEED, false);
      Result again = train(model, SEED, true);
      Result other = train(model, SEED + 1, true);

      assertThat(again.loss()).isEqualTo(kept.loss());
      double noise = tolerance == 0 ? 0 : Math.ulp(1f) * largest(kept.gradients().values());
      kept.gradients()
          .forEach(
              (parameter, gradient) ->
                  assertThat(difference(gradient, again.gradients().get(parameter)))
                      .as(parameter)
                      .isLessThanOrEqualTo(tolerance * largest(List.of(gradient)) + noise));
      assertThat(other.loss()).as("dropout is drawn from the seed").isNotEqualTo(kept.loss());
    }
  }

  private static double largest(Collection<float[]> arrays) {
    double largest = 0;
    for (float[] array : arrays) {
      for (float number : array) {
        largest = Math.max(largest, Math.abs(number));
      }
    }
    return largest;
  }

  private static double difference(float[] expected, float[] found) {
    assertThat(found).hasSameSizeAs(expected);
    double apart = 0;
    for (int i = 0; i < expected.length; i++) {
      apart = Math.max(apart, Math.abs((double) expected[i] - found[i]));
    }
    return apart;
  }

  private static Result train(LanguageModel model, long seed, boolean checkpointed) {
    Taps.Builder builder = Taps.builder();
    Map<String, NDArray> trained = new LinkedHashMap<>();
    Initializer initializer = new Initializer(model.manager(), DataType.FLOAT32, 0);
    model
        .parameters()
        .forEach(
            (name, frozen) -> {
              NDArray copy = initializer.copy(frozen);
              copy.setRequiresGradient(true);
              trained.put(name, copy);
              builder.parameter(name, copy);
            });
    Taps taps = builder.build();
    double value;
    try (Ops ops = Ops.training(model.manager(), DataType.FLOAT32, seed, checkpointed);
        GradientCollector collector = ops.collector()) {
      NDArray loss = loss(ops, model, taps);
      ops.backward(collector, loss);
      value = ops.value(loss);
    }
    Map<String, float[]> gradients = new LinkedHashMap<>();
    trained.forEach(
        (name, array) -> {
          try (NDArray gradient = array.getGradient()) {
            gradients.put(name, gradient.toFloatArray());
          }
          array.close();
        });
    return new Result(value, gradients);
  }

  private static NDArray loss(Ops ops, LanguageModel model, Taps taps) {
    long[] ids = {0, 17, 301, 25, 99, 2};
    Encoding whole = new Encoding(ids, new long[ids.length]);
    Encoding half = new Encoding(new long[] {0, 44, 2}, new long[3]);
    TokenBatch batch = TokenBatch.of(ops, List.of(whole, half), 1);
    NDArray states =
        model instanceof EncoderDecoder pair
            ? pair.decode(ops, batch, pair.encode(ops, batch, taps, DROPOUT), batch, taps, DROPOUT)
            : model.hiddenStates(ops, batch, taps, DROPOUT);
    NDArray logits = ops.reshape(model.logits(ops, states, taps), -1, model.vocabularySize());
    long[] answers = new long[2 * ids.length];
    return ops.crossEntropy(logits, ops.longs(answers, new Shape(answers.length)));
  }
}
