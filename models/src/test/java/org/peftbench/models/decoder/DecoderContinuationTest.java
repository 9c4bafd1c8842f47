package org.peftbench.models.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.models.Continuation;
import org.peftbench.models.Initializer;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.generation.Generator;
import org.peftbench.models.generation.Limits;
import org.peftbench.models.generation.Strategy;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;
import org.peftbench.results.base.UserError;

/** A cache changes nothing, whatever hangs on the network. */
class DecoderContinuationTest {
  private static final int END = 1;
  private static final int VIRTUAL = 3;

  @ParameterizedTest
  @ValueSource(
      strings = {"llama-grouped", "mistral", "gpt2", "gptj", "gpt-neox", "bloom", "falcon", "phi"})
  void isWhatReadingAllAnewGives(String name) throws Exception {
    try (TinyDecoder tiny = new TinyDecoder(name)) {
      for (Taps taps : List.of(Taps.NONE, prompt(tiny), prefix(tiny, 0), prefix(tiny, VIRTUAL))) {
        List<Encoding> texts = tiny.prompts();
        try (Ops ops = Ops.evaluation(tiny.model.manager(), DataType.FLOAT32);
            Continuation continuation =
                tiny.model.begin(TokenBatch.leftPadded(ops, texts, END), taps)) {
          assertClose(continuation.logits(), anew(tiny, texts, taps));
          // the first row goes on twice, the second not at all
          texts = List.of(with(texts.get(0), 7), with(texts.get(2), 8), with(texts.get(0), 9));
          continuation.append(new int[] {0, 2, 0}, new int[] {7, 8, 9});
          assertClose(continuation.logits(), anew(tiny, texts, taps));
          texts = List.of(with(texts.get(2), 5), with(texts.get(1), 6));
          continuation.append(new int[] {2, 1}, new int[] {5, 6});
          assertClose(continuation.logits(), anew(tiny, texts, taps));
        }
      }
    }
  }

  @Test
  void aPromptChangesTheText() throws Exception {
    try (TinyDecoder tiny = new TinyDecoder("llama")) {
      Limits limits = new Limits(8, Set.of(END), 0);
      List<int[]> plain =
          new Generator(tiny.model, Taps.NONE, END)
              .generate(tiny.prompts(), limits, new Strategy.Greedy());
      List<int[]> prompted =
          new Generator(tiny.model, prompt(tiny), END)
              .generate(tiny.prompts(), limits, new Strategy.Greedy());
      assertThat(prompted.get(0)).isNotEqualTo(plain.get(0));
    }
  }

  @Test
  void endsWithThePositions() throws Exception {
    try (TinyDecoder tiny = new TinyDecoder("llama")) {
      List<Encoding> texts = List.of(new Encoding(new long[] {5, 6}, new long[2]));
      List<int[]> written =
          new Generator(tiny.model, Taps.NONE, END)
              .generate(texts, new Limits(1000, Set.of(), 0), new Strategy.Greedy());
      // the last token needs no position: nothing is written behind it
      assertThat(written.get(0)).hasSize(tiny.model.maxPositions() - 2 + 1);
      Encoding whole = new Encoding(new long[49], new long[49]);
      assertThatThrownBy(
              () ->
                  new Generator(tiny.model, Taps.NONE, END)
                      .generate(List.of(whole), new Limits(1, Set.of(), 0), new Strategy.Greedy()))
          .isInstanceOf(UserError.class)
          .hasMessage(
              "input of 49 positions (0 of them a prefix) is longer than the model's 48: lower max_length");
    }
  }

  @Test
  void keepsNothingBehind() throws Exception {
    try (TinyDecoder tiny = new TinyDecoder("llama")) {
      Generator generator = new Generator(tiny.model, Taps.NONE, END);
      Limits limits = new Limits(6, Set.of(END), 0);
      List<Encoding> texts = tiny.prompts();
      generator.generate(texts, limits, new Strategy.Beam(3, 1, false));
      int before = tiny.model.manager().getManagedArrays().size();
      generator.generate(texts, limits, new Strategy.Beam(3, 1, false));
      assertThat(tiny.model.manager().getManagedArrays()).hasSize(before);
    }
  }

  /** Logits behind each text, read alone and without a cache. */
  private static float[][] anew(TinyDecoder tiny, List<Encoding> texts, Taps taps) {
    List<float[]> rows = new ArrayList<>();
    for (Encoding text : texts) {
      try (Ops ops = Ops.evaluation(tiny.model.manager(), DataType.FLOAT32)) {
        TokenBatch batch = TokenBatch.of(ops, List.of(text), END);
        NDArray hidden = tiny.model.hiddenStates(ops, batch, taps, 0);
        long length = hidden.getShape().get(1);
        NDArray last = ops.slice(hidden, 1, length - 1, length);
        rows.add(ops.floatValues(tiny.model.logits(ops, last, taps)));
      }
    }
    return rows.toArray(float[][]::new);
  }

  private static Encoding with(Encoding text, long token) {
    long[] ids = Arrays.copyOf(text.ids(), text.length() + 1);
    ids[text.length()] = token;
    return new Encoding(ids, new long[ids.length]);
  }

  private static Taps prompt(TinyDecoder tiny) {
    int hidden = tiny.model.hiddenSize();
    NDArray rows =
        new Initializer(tiny.model.manager(), DataType.FLOAT32, 1)
            .normal("prompt", new Shape(1, VIRTUAL, hidden), 1);
    return Taps.builder()
        .prompt((ops, batch) -> ops.expand(rows, new Shape(batch, VIRTUAL, hidden)), false)
        .build();
  }

  private static Taps prefix(TinyDecoder tiny, int shift) {
    Taps.Builder taps = Taps.builder().firstPosition(shift);
    Initializer initializer = new Initializer(tiny.model.manager(), DataType.FLOAT32, 2);
    int heads = tiny.model.keyValueHeads();
    for (Site site : tiny.model.sites()) {
      if (site.role() == Role.ATTENTION) {
        int width = site.out() / heads;
        Shape one = new Shape(1, heads, VIRTUAL, width);
        NDArray key = initializer.normal("key " + site, one, 1);
        NDArray value = initializer.normal("value " + site, one, 1);
        taps.prefix(
            site,
            (ops, batch) -> {
              Shape all = new Shape(batch, heads, VIRTUAL, width);
              return new Taps.KeyValue(ops.expand(key, all), ops.expand(value, all));
            });
      }
    }
    return taps.build();
  }

  private static void assertClose(float[][] found, float[][] expected) {
    assertThat(found.length).isEqualTo(expected.length);
    for (int row = 0; row < expected.length; row++) {
      for (int token = 0; token < expected[row].length; token++) {
        assertThat(found[row][token]).isCloseTo(expected[row][token], within(2e-5f));
      }
    }
  }
}
