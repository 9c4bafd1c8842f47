package org.peftbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.models.generation.Generator;
import org.peftbench.models.generation.Limits;
import org.peftbench.models.generation.Strategy;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;

/** Encoder-decoders against transformers: what they compute and what they write. */
class Seq2SeqParityTest {
  private static final int NEW_TOKENS = 12;

  static Stream<String> cases() {
    return Stream.of("bart", "bart-scaled", "t5", "t5-gated");
  }

  static Stream<Arguments> casesInBothTypes() {
    return ParityCase.inBothTypes(cases());
  }

  @ParameterizedTest
  @MethodSource("casesInBothTypes")
  void computesWhatTransformersComputes(String name, DataType dtype) throws IOException {
    try (ParityCase parity = ParityCase.languageModel(name, dtype)) {
      Taps.Builder taps = Taps.builder();
      Map<String, NDArray> trained = parity.trainAll(taps);
      check(parity, taps.build());
      parity.assertGradients(trained);
      assertThat(trained.keySet()).isEqualTo(parity.gradients());
    }
  }

  private static void check(ParityCase parity, Taps taps) {
    EncoderDecoder model = (EncoderDecoder) parity.backbone();
    try (Ops ops = Ops.training(model.manager(), parity.dtype());
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      TokenBatch source = TokenBatch.of(ops, parity.rows(), 0);
      TokenBatch target = TokenBatch.of(ops, shifted(parity.answers(), model), 0);
      NDArray encoded = model.encode(ops, source, taps, 0);
      parity.assertTokensClose("encoded", ops.floatValues(encoded), parity.floats("encoded"));
      NDArray hidden = model.decode(ops, target, encoded, source, taps, 0);
      long[] lengths = parity.longs("answer_lengths");
      ParityCase.assertTokensClose(
          "hidden states", ops.floatValues(hidden), parity.floats("hidden"), lengths);
      NDArray logits = model.logits(ops, hidden, taps);
      ParityCase.assertTokensClose(
          "logits", ops.floatValues(logits), parity.floats("logits"), lengths);
      long[] labels = new long[target.rows() * target.length()];
      Arrays.fill(labels, -100);
      for (int row = 0; row < target.rows(); row++) {
        long[] ids = parity.answers().get(row).ids();
        System.arraycopy(ids, 0, labels, row * target.length(), ids.length);
      }
      NDArray loss =
          ops.crossEntropy(
              ops.reshape(logits, labels.length, model.vocabularySize()),
              ops.longs(labels, new Shape(labels.length)));
      ParityCase.assertClose("loss", ops.floatValues(loss), parity.floats("loss"));
      collector.backward(loss);
    }
  }

  /** What the decoder reads for answers: its start, then all but their last token. */
  private static List<Encoding> shifted(List<Encoding> answers, EncoderDecoder model) {
    return answers.stream()
        .map(
            answer -> {
              long[] ids = new long[answer.length()];
              ids[0] = model.decoderStart();
              System.arraycopy(answer.ids(), 0, ids, 1, ids.length - 1);
              return new Encoding(ids, answer.typeIds());
            })
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aTextsVectorIsTheDecodersStateAtItsEnd(String name) throws IOException {
    try (ParityCase parity = new ParityCase(name);
        Ops ops = Ops.evaluation(parity.backbone().manager(), DataType.FLOAT32)) {
      TokenBatch batch = TokenBatch.of(ops, parity.rows(), 0);
      NDArray hidden = parity.backbone().hiddenStates(ops, batch, Taps.NONE, 0);
      NDArray pooled = parity.backbone().pooled(ops, hidden, batch, Taps.NONE);
      ParityCase.assertClose("vectors", pooled.toFloatArray(), parity.floats("classified"));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void writesWhatTransformersWrites(String name) throws IOException {
    try (ParityCase parity = ParityCase.languageModel(name, DataType.FLOAT32)) {
      assertWrites(parity, name, "greedy", new Strategy.Greedy(), 0);
      assertWrites(parity, name, "beam", new Strategy.Beam(3, 1, false), 0);
      assertWrites(parity, name, "beam_long", new Strategy.Beam(4, 2, false), 2);
    }
  }

  private static void assertWrites(
      ParityCase parity, String name, String way, Strategy strategy, int noRepeatNgram) {
    int end = name.startsWith("t5") ? 1 : 2;
    List<int[]> texts =
        new Generator((GenerativeModel) parity.backbone(), Taps.NONE, 0)
            .generate(parity.rows(), new Limits(NEW_TOKENS, Set.of(end), noRepeatNgram), strategy);
    long[] expected = parity.longs(way);
    for (int row = 0; row < texts.size(); row++) {
      int[] text =
          Arrays.stream(expected, row * NEW_TOKENS, (row + 1) * NEW_TOKENS)
              .takeWhile(token -> token != end)
              .mapToInt(Math::toIntExact)
              .toArray();
      assertThat(texts.get(row)).as("%s, row %d", way, row).isEqualTo(text);
    }
  }
}
