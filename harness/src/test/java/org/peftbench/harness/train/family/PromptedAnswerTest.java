package org.peftbench.harness.train.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.models.text.Tokens;

class PromptedAnswerTest {
  private static final String PROMPT = "the cat sat";
  private static final OptionalInt END = OptionalInt.of(60);

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
  void countsTheAnswerAndItsEnd() {
    PromptedAnswer both = PromptedAnswer.of(tokens(" on a mat"), PROMPT.length(), END, 9, 32);
    // [CLS] the cat sat | on a mat end, and not the [SEP] that the template puts behind a text
    assertThat(both.input().ids())
        .containsExactly(2, id("the"), id("cat"), id("sat"), id("on"), id("a"), id("mat"), 60);
    assertThat(both.answer()).isEqualTo(4);
    assertThat(both.terms()).isEqualTo(4);
  }

  @Test
  void cutsThePromptAtItsBeginningAndTheAnswerAtItsEnd() {
    PromptedAnswer both = PromptedAnswer.of(tokens(" on a mat"), PROMPT.length(), END, 3, 5);
    assertThat(both.input().ids()).containsExactly(2, id("sat"), id("on"), id("a"), 60);
    assertThat(both.answer()).isEqualTo(2);
  }

  @Test
  void readsAPromptAlone() {
    PromptedAnswer prompt =
        PromptedAnswer.of(tokens(""), PROMPT.length(), OptionalInt.empty(), 8, 32);
    assertThat(prompt.input().ids()).containsExactly(2, id("the"), id("cat"), id("sat"));
    assertThat(prompt.terms()).isZero();
  }

  private Tokens tokens(String answer) {
    return tokenizer.tokens(List.of(PromptedAnswer.text(PROMPT, answer))).get(0);
  }

  private int id(String token) {
    return tokenizer.id(token).orElseThrow();
  }
}
