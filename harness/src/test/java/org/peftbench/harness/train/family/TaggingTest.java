package org.peftbench.harness.train.family;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.models.text.Tokens;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.Target;

class TaggingTest {
  private static final List<String> LABELS = List.of("X", "O", "Y");

  private final Tagging family = new Tagging(LABELS);
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
  void findsTheFirstTokenOfEachWordAsTransformersDoes() throws IOException {
    List<JsonNode> cases = TextCases.read("words.json");
    assertThat(cases).hasSizeGreaterThan(50);
    for (JsonNode each : cases) {
      List<String> words = TextCases.texts(each.get("words"));
      Tokens tokens = tokens(example(words));
      assertThat(tokens.cut(512).ids()).isEqualTo(TextCases.longs(each.get("ids")));
      int[] first = new Words(words).firstTokens(tokens);
      assertThat(Arrays.stream(first).asLongStream().toArray())
          .as("%s", words)
          .isEqualTo(TextCases.longs(each.get("first")));
    }
  }

  @Test
  void answersEveryWordOfASentenceThatIsLongerThanAnInput() {
    List<String> words = Collections.nCopies(40, "unaffable"); // four tokens each
    Example example = example(words);
    EncodedExample<Tagging.Sentence> encoded = encode(example, 22);
    assertThat(encoded.asking()).hasSizeGreaterThan(5);
    assertThat(encoded.asking()).allMatch(sentence -> sentence.length() <= 22);
    assertThat(encoded.asking().stream().flatMapToInt(s -> Arrays.stream(s.words())))
        .containsExactly(IntStream.range(0, 40).boxed().toArray(Integer[]::new));
    for (Tagging.Sentence sentence : encoded.asking()) {
      for (int place : sentence.places()) {
        assertThat(sentence.input().ids()[place]).isEqualTo(tokenizer.id("un").orElseThrow());
      }
    }
    assertThat(encoded.training()).isEqualTo(encoded.asking());
    assertThat(encoded.training().stream().mapToInt(Feature::terms).sum()).isEqualTo(40);
  }

  @Test
  void aWordLongerThanTheInputIsTaggedAtItsFirstToken() {
    EncodedExample<Tagging.Sentence> encoded = encode(example(List.of("cat", "x".repeat(60))), 10);
    assertThat(encoded.asking().stream().flatMapToInt(s -> Arrays.stream(s.words())))
        .containsExactly(0, 1);
  }

  @Test
  void tagsByTheLargestLogitAndWordsWithoutTokensByO() {
    Example example = example(List.of("cat", "\u200b", "mat"));
    EncodedExample<Tagging.Sentence> encoded = encode(example, 16);
    double[] logits = {9, 9, 9, 1, 2, 3, 3, 2, 1, 9, 9, 9}; // [CLS] cat mat [SEP]
    var prediction = family.answer(example, encoded.asking(), List.of(logits));
    assertThat(prediction.gold()).isEqualTo("X X X");
    assertThat(prediction.predicted()).isEqualTo("Y O X");
  }

  @Test
  void asksNothingOfASentenceWithoutTokens() {
    Example example = example(List.of("\u200b"));
    assertThat(encode(example, 16).asking()).isEmpty();
    assertThat(family.answer(example, List.of(), List.of()).predicted()).isEqualTo("O");
  }

  private EncodedExample<Tagging.Sentence> encode(Example example, int maxLength) {
    return family.encode(example, List.of(tokens(example)), maxLength);
  }

  private Tokens tokens(Example example) {
    return tokenizer.tokens(family.texts(example)).get(0);
  }

  private static Example example(List<String> words) {
    return new Example(
        "e", new Question.Words(words), new Target.Tags(Collections.nCopies(words.size(), 0)));
  }
}
