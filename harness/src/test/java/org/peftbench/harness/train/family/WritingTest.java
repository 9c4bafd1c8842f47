package org.peftbench.harness.train.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.models.text.TextInput;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.models.text.Tokens;
import org.peftbench.results.base.UserError;

class WritingTest {
  private static final int CLS = 2;
  private static final int SEP = 3;

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
  void leavesTheEndToTheTemplateThatSetsIt() {
    Writing writing = new Writing(tokenizer, List.of(SEP), 32);
    assertThat(writing.ended(tokens("the cat")).ids()).containsExactly(CLS, the(), cat(), SEP);
    assertThat(writing.ended(tokens("the cat ".repeat(9))).ids())
        .hasSize(8)
        .startsWith(CLS, the())
        .endsWith(cat(), SEP);
  }

  @Test
  void setsTheEndWhereTheTemplateDoesNot() {
    Writing writing = new Writing(tokenizer, List.of(60, 61), 16);
    assertThat(writing.ended(tokens("the")).ids()).containsExactly(CLS, the(), SEP, 60);
    assertThat(writing.ended(tokens("the cat")).ids()).containsExactly(CLS, the(), cat(), 60);
  }

  @Test
  void anAnswerOfNoTokensIsItsEndOrNothing() {
    Tokens none = tokenizer.tokens(List.of(new TextInput("", null, false))).get(0);
    assertThat(new Writing(tokenizer, List.of(60), 16).ended(none).ids()).containsExactly(60);
    assertThat(new Writing(tokenizer, List.of(), 16).ended(none).ids()).isEmpty();
  }

  @Test
  void refusesALengthThatLeavesNoAnswer() {
    assertThatThrownBy(() -> new Writing(tokenizer, List.of(SEP), 15).longest())
        .isInstanceOf(UserError.class)
        .hasMessage("max_length must be >= 16 where answers are written, got 15");
  }

  private Tokens tokens(String text) {
    return tokenizer.tokens(List.of(TextInput.of(text))).get(0);
  }

  private long the() {
    return tokenizer.id("the").orElseThrow();
  }

  private long cat() {
    return tokenizer.id("cat").orElseThrow();
  }
}
