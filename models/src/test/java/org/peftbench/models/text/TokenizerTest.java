package org.peftbench.models.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.models.outline.Outlines;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.source.WordPiece;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

class TokenizerTest {
  @TempDir Path folder;
  private ModelFiles files;

  @BeforeEach
  void copyVocabulary() throws IOException {
    files = new ModelFiles("tiny", folder, "");
    try (InputStream in = TokenizerTest.class.getResourceAsStream("vocab.txt")) {
      Files.copy(Objects.requireNonNull(in), folder.resolve("vocab.txt"));
    }
  }

  private void writeTokenizer(Consumer<ObjectNode> change) throws IOException {
    ObjectNode json = WordPiece.tokenizerJson(folder.resolve("vocab.txt"), true);
    change.accept(json);
    Files.writeString(folder.resolve("tokenizer.json"), Json.pretty(json));
  }

  @Test
  void encodesAsHuggingFaceDoesFromAVocabulary() throws IOException {
    try (Tokenizer tokenizer = Tokenizer.open(files)) {
      EncodingCases.assertEqual(tokenizer, "tiny.json");
    }
  }

  @Test
  void ignoresTruncationAndPaddingOfTheFile() throws IOException {
    writeTokenizer(
        json -> {
          json.putObject("truncation")
              .put("direction", "Left")
              .put("max_length", 5)
              .put("strategy", "OnlyFirst")
              .put("stride", 0);
          ObjectNode padding = json.putObject("padding");
          padding.putObject("strategy").put("Fixed", 9);
          padding
              .put("direction", "Left")
              .putNull("pad_to_multiple_of")
              .put("pad_id", 1)
              .put("pad_type_id", 1)
              .put("pad_token", "[UNK]");
        });
    try (Tokenizer tokenizer = Tokenizer.open(files)) {
      EncodingCases.assertEqual(tokenizer, "tiny.json");
    }
  }

  @Test
  void lowersTheCaseUnlessTheConfigurationSaysOtherwise() throws IOException {
    try (Tokenizer tokenizer = Tokenizer.open(files)) {
      assertThat(tokenizer.encode("The", null, 8).ids()).containsExactly(2, 5, 3);
    }
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");
    try (Tokenizer tokenizer = Tokenizer.open(files)) {
      assertThat(tokenizer.encode("The", null, 8).ids()).containsExactly(2, 1, 3);
    }
  }

  @Test
  void knowsItsVocabulary() {
    try (Tokenizer tokenizer = Tokenizer.open(files)) {
      assertThat(tokenizer.vocabularySize()).isEqualTo(36);
      assertThat(tokenizer.padId()).isZero();
      assertThat(tokenizer.id("[MASK]")).hasValue(4);
      assertThat(tokenizer.id("nowhere")).isEmpty();
      assertThat(tokenizer.decode(new long[] {2, 5, 6, 12, 3})).isEqualTo("[CLS] the cats [SEP]");
    }
  }

  @Test
  void refusesANetworkWithFewerTokens() {
    try (Tokenizer tokenizer = Tokenizer.open(files)) {
      tokenizer.check(Outlines.named("bert-base"));
      ObjectNode config = Json.MAPPER.createObjectNode().put("model_type", "bert");
      for (String field :
          List.of("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size")) {
        config.put(field, 2);
      }
      config.put("max_position_embeddings", 9).put("type_vocab_size", 2).put("vocab_size", 35);
      assertThatThrownBy(() -> tokenizer.check(Outlines.of(config)))
          .isInstanceOf(UserError.class)
          .hasMessage(
              "the tokenizer has 36 tokens, embeddings.word_embeddings only 35: take the"
                  + " checkpoint's own tokenizer");
    }
  }

  @Test
  void survivesHalfSurrogatesAndNulls() {
    try (Tokenizer tokenizer = Tokenizer.open(files)) {
      long[] plain = tokenizer.encode("a cat", null, 9).ids();
      assertThat(tokenizer.encode("a\ud83d cat\udc00", null, 9).ids()).isEqualTo(plain);
      assertThat(tokenizer.encode("a\0 cat\0", null, 9).ids()).isEqualTo(plain);
    }
  }

  @Test
  void refusesLengthsWithoutRoom() {
    try (Tokenizer tokenizer = Tokenizer.open(files)) {
      assertThat(tokenizer.encode("a cat", null, 3).ids()).containsExactly(2, 10, 3);
      assertThatThrownBy(() -> tokenizer.encode("a cat", null, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("maxLength must be > 2, the number of special tokens, got 2");
      assertThatThrownBy(() -> tokenizer.encode("a", "cat", 3))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void namesBrokenFiles() throws IOException {
    for (String broken :
        new String[] {"", "[", "[]", "{}", "{\"model\":{\"vocab\":{\"[PAD]\":0}}}"}) {
      Files.writeString(folder.resolve("tokenizer.json"), broken);
      assertThatThrownBy(() -> Tokenizer.open(files))
          .as(broken)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("tokenizer.json");
    }
    writeTokenizer(json -> ((ObjectNode) json.at("/model/vocab")).remove("[PAD]"));
    writeTokenizer(
        json -> {
          ((ObjectNode) json.at("/model/vocab")).remove("[PAD]");
          json.putArray("added_tokens");
        });
    assertThatThrownBy(() -> Tokenizer.open(files))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("tokenizer.json has none of [PAD], <pad>, </s>");
  }

  @Test
  void namesBrokenVocabularies() throws IOException {
    Path vocabulary = folder.resolve("vocab.txt");
    Files.writeString(vocabulary, "[PAD]\n[UNK]\nthe\nthe\n");
    assertThatThrownBy(() -> Tokenizer.open(files))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("vocab.txt:4: the token 'the' is there twice");
    Files.writeString(vocabulary, "[PAD]\n[UNK]\nthe\n");
    assertThatThrownBy(() -> Tokenizer.open(files))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("vocab.txt lacks the token [CLS]");
    Files.write(vocabulary, "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Tokenizer.open(files))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("vocab.txt is no UTF-8");
    Files.delete(vocabulary);
    assertThatThrownBy(() -> Tokenizer.open(files))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("tokenizer.json");
  }
}
