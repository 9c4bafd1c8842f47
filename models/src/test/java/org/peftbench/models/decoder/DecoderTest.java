package org.peftbench.models.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.models.Initializer;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.generation.Generator;
import org.peftbench.models.generation.Limits;
import org.peftbench.models.generation.Strategy;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.weights.SafetensorsFile;

/** Every decoder against transformers: states, logits, loss, gradients and text. */
class DecoderTest {
  private static final int END = 1;
  private static final int NEW_TOKENS = 12;

  /** The folders of {@code fixtures/decoders/decoders.py}. */
  static Stream<String> cases() {
    return Stream.of(
        "llama",
        "llama-grouped",
        "mistral",
        "mistral-wide",
        "qwen2",
        "qwen2-windowed",
        "gpt2",
        "gpt2-untied",
        "gptj",
        "gptj-rotated",
        "gpt-neox",
        "gpt-neox-serial",
        "bloom",
        "bloom-powers",
        "falcon",
        "falcon-new",
        "falcon-new-one-norm",
        "falcon-rw",
        "phi",
        "phi-grouped");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesWhatTransformersComputes(String name) throws Exception {
    try (TinyDecoder tiny = new TinyDecoder(name);
        Ops ops = Ops.evaluation(tiny.model.manager(), DataType.FLOAT32)) {
      TokenBatch batch = TokenBatch.of(ops, tiny.rows(), END);
      NDArray hidden = tiny.model.hiddenStates(ops, batch, Taps.NONE, 0);
      assertTokensClose(hidden, tiny, "hidden");
      assertTokensClose(tiny.model.logits(ops, hidden, Taps.NONE), tiny, "logits");
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesEveryParameterTransformersGradient(String name) throws Exception {
    try (TinyDecoder tiny = new TinyDecoder(name)) {
      Map<String, NDArray> trained = new LinkedHashMap<>();
      Taps.Builder taps = Taps.builder();
      Initializer initializer = new Initializer(tiny.model.manager(), DataType.FLOAT32, 0);
      tiny.model
          .parameters()
          .forEach(
              (parameter, frozen) -> {
                NDArray copy = initializer.copy(frozen);
                copy.setRequiresGradient(true);
                trained.put(parameter, copy);
                taps.parameter(parameter, copy);
              });
      assertThat(loss(tiny, taps.build())).isCloseTo(tiny.floats("loss")[0], within(1e-5f));
      Map<String, NDArray> gradients = new LinkedHashMap<>();
      trained.forEach((parameter, array) -> gradients.put(parameter, array.getGradient()));
      try (Ops ops = Ops.evaluation(tiny.model.manager(), DataType.FLOAT32)) {
        Map<String, NDArray> stored = tiny.model.asStored(ops, gradients);
        assertThat(stored.keySet().stream().map(parameter -> "gradient." + parameter))
            .containsExactlyInAnyOrderElementsOf(tiny.gradients());
        stored.forEach(
            (parameter, gradient) ->
                assertClose(
                    parameter, ops.floatValues(gradient), tiny.floats("gradient." + parameter)));
      }
      gradients.values().forEach(NDArray::close);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void itsParametersAreStoredAsTheyWere(String name) throws Exception {
    try (TinyDecoder tiny = new TinyDecoder(name);
        Ops ops = Ops.evaluation(tiny.model.manager(), DataType.FLOAT32);
        SafetensorsFile file = SafetensorsFile.open(TinyDecoder.files(name).weights())) {
      Map<String, NDArray> stored = tiny.model.asStored(ops, tiny.model.parameters());
      assertThat(stored.keySet()).containsExactlyInAnyOrderElementsOf(file.names());
      stored.forEach(
          (parameter, array) -> {
            assertThat(array.getShape()).isEqualTo(file.info(parameter).shape());
            float[] expected = new float[(int) array.getShape().size()];
            file.bytes(parameter).asFloatBuffer().get(expected);
            assertThat(ops.floatValues(array)).isEqualTo(expected);
          });
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void writesWhatTransformersWrites(String name) throws Exception {
    try (TinyDecoder tiny = new TinyDecoder(name)) {
      assertWrites(tiny, "greedy", new Strategy.Greedy(), 0);
      assertWrites(tiny, "unrepeated", new Strategy.Greedy(), 2);
      assertWrites(tiny, "beam", new Strategy.Beam(3, 1, false), 0);
      assertWrites(tiny, "beam_long", new Strategy.Beam(4, 2, false), 2);
      assertWrites(tiny, "beam_early", new Strategy.Beam(3, -0.5, true), 0);
    }
  }

  private static void assertWrites(
      TinyDecoder tiny, String way, Strategy strategy, int noRepeatNgram) {
    List<int[]> texts =
        new Generator(tiny.model, Taps.NONE, END)
            .generate(tiny.prompts(), new Limits(NEW_TOKENS, Set.of(END), noRepeatNgram), strategy);
    long[] expected = tiny.longs(way);
    for (int row = 0; row < texts.size(); row++) {
      int[] text =
          Arrays.stream(expected, row * NEW_TOKENS, (row + 1) * NEW_TOKENS)
              .takeWhile(token -> token != END)
              .mapToInt(Math::toIntExact)
              .toArray();
      assertThat(texts.get(row)).as("%s, row %d", way, row).isEqualTo(text);
    }
  }

  private static float loss(TinyDecoder tiny, Taps taps) {
    try (Ops ops = Ops.training(tiny.model.manager(), DataType.FLOAT32);
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      List<Encoding> rows = tiny.rows();
      TokenBatch batch = TokenBatch.of(ops, rows, END);
      NDArray hidden = tiny.model.hiddenStates(ops, batch, taps, 0);
      NDArray logits = tiny.model.logits(ops, ops.slice(hidden, 1, 0, batch.length() - 1), taps);
      long[] next = new long[rows.size() * (batch.length() - 1)];
      Arrays.fill(next, -100);
      for (int row = 0; row < rows.size(); row++) {
        long[] ids = rows.get(row).ids();
        System.arraycopy(ids, 1, next, row * (batch.length() - 1), ids.length - 1);
      }
      NDArray flat = ops.reshape(logits, next.length, tiny.model.vocabularySize());
      NDArray loss = ops.crossEntropy(flat, ops.longs(next, new Shape(next.length)));
      collector.backward(loss);
      return loss.getFloat();
    }
  }

  /** Compares what stands at tokens; what stands at padding is nobody's business. */
  private static void assertTokensClose(NDArray found, TinyDecoder tiny, String name) {
    int width = (int) found.getShape().get(2);
    int length = (int) found.getShape().get(1);
    float[] all = found.toFloatArray();
    float[] expected = tiny.floats(name);
    for (int row = 0; row < tiny.rows().size(); row++) {
      int from = row * length * width;
      int to = from + tiny.rows().get(row).length() * width;
      assertClose(name, Arrays.copyOfRange(all, from, to), Arrays.copyOfRange(expected, from, to));
    }
  }

  /** Within 1e-5 of the largest expected value. */
  private static void assertClose(String name, float[] found, float[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    float largest = 1e-3f;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i])
          .as("%s, element %d", name, i)
          .isCloseTo(expected[i], within(1e-5f * largest));
    }
  }
}
