package org.peftbench.models.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.models.source.ModelFiles;

class TokenCacheTest {
  private static final List<TextInput> INPUTS =
      List.of(
          TextInput.of("the cat"),
          TextInput.of("the cat", "sat on 😀 the mat"),
          new TextInput("a dog", null, false),
          TextInput.of(""),
          new TextInput("running", "dogs", false));

  private @TempDir Path folder;
  private Tokenizer tokenizer;

  @BeforeEach
  void open() throws IOException {
    try (InputStream in = TokenCacheTest.class.getResourceAsStream("vocab.txt")) {
      Files.copy(Objects.requireNonNull(in), folder.resolve("vocab.txt"));
    }
    tokenizer = Tokenizer.open(new ModelFiles("tiny", folder, ""));
  }

  @AfterEach
  void close() {
    tokenizer.close();
  }

  @Test
  void givesWhatTheTokenizerGives() throws IOException {
    assertThat(read()).usingRecursiveComparison().isEqualTo(tokenizer.tokens(INPUTS));
    assertThat(read()).usingRecursiveComparison().isEqualTo(tokenizer.tokens(INPUTS));
    assertThat(files()).hasSize(1);
  }

  @Test
  void keepsOtherTextsAndFormsApart() throws IOException {
    read();
    TokenCache cache = new TokenCache(folder.resolve("tokens"));
    cache.open(tokenizer, INPUTS.subList(0, 4)).close();
    cache.open(tokenizer, List.of(new TextInput("the cat", null, false))).close();
    cache.open(tokenizer, List.of(TextInput.of("the cat"))).close();
    assertThat(files()).hasSize(4);
  }

  @Test
  void makesADamagedFileAgain() throws IOException {
    read();
    Path file = files().get(0);
    byte[] whole = Files.readAllBytes(file);
    byte[] flipped = whole.clone();
    flipped[40] ^= 1;
    for (byte[] damaged :
        List.of(flipped, Arrays.copyOf(whole, whole.length - 1), new byte[0], new byte[32])) {
      Files.write(file, damaged);
      assertThat(read()).usingRecursiveComparison().isEqualTo(tokenizer.tokens(INPUTS));
      assertThat(file).hasBinaryContent(whole);
    }
  }

  @Test
  void saysWhereTokensStandInJavasCharacters() {
    Tokens tokens = tokenizer.tokens(List.of(TextInput.of("😀 cats", "the 😀mat"))).get(0);
    // [CLS] 😀 cat ##s [SEP] the 😀mat [SEP]; a smiley is two characters
    assertThat(tokens.sequences()).containsExactly(-1, 0, 0, 0, -1, 1, 1, -1);
    assertThat(tokens.starts()).containsExactly(0, 0, 3, 6, 0, 0, 4, 0);
    assertThat(tokens.ends()).containsExactly(0, 2, 6, 7, 0, 3, 9, 0);
    assertThat(tokens.first(1)).isEqualTo(5);
    assertThat(tokens.count(0)).isEqualTo(3);
  }

  private List<Tokens> read() throws IOException {
    List<Tokens> all = new ArrayList<>();
    try (TokenReader reader = new TokenCache(folder.resolve("tokens")).open(tokenizer, INPUTS)) {
      for (int i = 0; i < INPUTS.size(); i++) {
        all.add(reader.next());
      }
    }
    return all;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("tokens"))) {
      return files.toList();
    }
  }
}
