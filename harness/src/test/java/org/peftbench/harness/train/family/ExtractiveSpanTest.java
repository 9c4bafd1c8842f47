package org.peftbench.harness.train.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.SpanSearch;
import org.peftbench.tasks.Target;

class ExtractiveSpanTest {
  private @TempDir Path folder;
  private Tokenizer tokenizer;

  @BeforeEach
  void open() throws IOException {
    tokenizer = TextCases.tokenizer(folder);
  }

  @AfterEach
  void close() {
    tokenizer.close();
  }

  @Test
  void readsAndAnswersPassagesAsTransformersDoes() throws IOException {
    List<JsonNode> cases = TextCases.read("spans.json");
    assertThat(cases).hasSizeGreaterThan(40);
    for (JsonNode each : cases) {
      ExtractiveSpan family = new ExtractiveSpan(search(each.get("none_allowed").booleanValue()));
      Example example = example(each);
      List<PassageWindow> windows =
          encode(family, example, each.get("max_length").intValue()).asking();
      assertThat(windows).as("%s", each).hasSize(each.get("windows").size());
      List<double[]> scores = new ArrayList<>();
      for (int i = 0; i < windows.size(); i++) {
        JsonNode expected = each.get("windows").get(i);
        assertThat(windows.get(i).input().ids()).isEqualTo(TextCases.longs(expected.get("ids")));
        assertThat(windows.get(i).input().typeIds())
            .isEqualTo(TextCases.longs(expected.get("types")));
        assertThat(windows.get(i).start()).isEqualTo(expected.get("start").intValue());
        assertThat(windows.get(i).end()).isEqualTo(expected.get("end").intValue());
        scores.add(doubles(expected.get("scores")));
      }
      Prediction prediction = family.answer(example, windows, scores);
      assertThat(prediction.predicted()).isEqualTo(each.get("predicted").textValue());
      assertThat(prediction.scores().get(0))
          .isCloseTo(each.get("score").doubleValue(), within(1e-9));
      assertThat(prediction.scores().get(1))
          .isCloseTo(each.get("none").doubleValue(), within(1e-9));
    }
  }

  @Test
  void keepsHalfOfAnInputForTheContext() {
    Example example =
        new Example(
            "e",
            new Question.Passage("the ".repeat(40), "a cat sat"),
            new Target.Spans(List.of(new Target.Span(2, "cat"))));
    List<PassageWindow> windows = encode(new ExtractiveSpan(search(false)), example, 23).training();
    assertThat(windows).hasSize(1);
    PassageWindow window = windows.get(0);
    assertThat(window.length()).isEqualTo(10 + 3 + 3);
    assertThat(window.input().ids()[window.start()]).isEqualTo(tokenizer.id("cat").orElseThrow());
  }

  @Test
  void answersNothingInAContextWithoutTokens() {
    Example example =
        new Example("e", new Question.Passage("the cat", " \u200b"), new Target.Spans(List.of()));
    ExtractiveSpan family = new ExtractiveSpan(search(false));
    List<PassageWindow> windows = encode(family, example, 16).asking();
    assertThat(windows).hasSize(1);
    Prediction prediction = family.answer(example, windows, List.of(new double[10]));
    assertThat(prediction.predicted()).isEmpty();
    assertThat(prediction.gold()).isEmpty();
  }

  @Test
  void givesEveryRightAnswerOnce() {
    Example example =
        new Example(
            "e",
            new Question.Passage("?", "a cat, a cat sat"),
            new Target.Spans(
                List.of(
                    new Target.Span(2, "cat"),
                    new Target.Span(9, "cat"),
                    new Target.Span(9, "cat sat"))));
    ExtractiveSpan family = new ExtractiveSpan(search(false));
    List<PassageWindow> windows = encode(family, example, 32).asking();
    Prediction prediction = family.answer(example, windows, List.of(new double[64]));
    assertThat(prediction.gold()).isEqualTo("cat");
    assertThat(prediction.alternatives()).containsExactly("cat sat");
  }

  private static SpanSearch search(boolean noAnswer) {
    return new SpanSearch(128, 30, 20, noAnswer ? 0.0 : null);
  }

  private EncodedExample<PassageWindow> encode(
      ExtractiveSpan family, Example example, int maxLength) {
    return family.encode(example, tokenizer.tokens(family.texts(example)), maxLength);
  }

  /** Python counts characters as code points. */
  private static Example example(JsonNode each) {
    String context = each.get("context").textValue();
    JsonNode answer = each.get("answer");
    List<Target.Span> spans = new ArrayList<>();
    if (!answer.isNull()) {
      int start = context.offsetByCodePoints(0, answer.get(0).intValue());
      spans.add(new Target.Span(start, answer.get(1).textValue()));
    }
    Question.Passage passage = new Question.Passage(each.get("question").textValue(), context);
    return new Example("e", passage, new Target.Spans(spans));
  }

  private static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).doubleValue();
    }
    return values;
  }
}
