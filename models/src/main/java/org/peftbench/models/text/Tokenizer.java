package org.peftbench.models.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.base.UserError;

/** A checkpoint's tokenizer; closing it frees its native memory. */
public final class Tokenizer implements AutoCloseable {
  private final HuggingFaceTokenizer tokenizer;
  private final Vocabulary vocabulary;
  private final int padId;

  private Tokenizer(HuggingFaceTokenizer tokenizer, Vocabulary vocabulary, int padId) {
    this.tokenizer = tokenizer;
    this.vocabulary = vocabulary;
    this.padId = padId;
  }

  /**
   * Opens the tokenizer of a checkpoint.
   *
   * @throws UserError if its file is broken, or has no token to pad with
   */
  public static Tokenizer open(ModelFiles files) {
    JsonNode json = TokenizerFile.read(files);
    Vocabulary vocabulary = Vocabulary.of(json);
    int padId =
        Stream.of("[PAD]", "<pad>")
            .map(vocabulary::id)
            .flatMapToInt(OptionalInt::stream)
            .findFirst()
            .orElseThrow(
                () ->
                    new UserError(
                        "%s has neither [PAD] nor <pad>. Add one of them.", files.tokenizer()));
    return new Tokenizer(load(files, json), vocabulary, padId);
  }

  private static HuggingFaceTokenizer load(ModelFiles files, JsonNode json) {
    try (InputStream in =
        new ByteArrayInputStream(json.toString().getBytes(StandardCharsets.UTF_8))) {
      return HuggingFaceTokenizer.newInstance(
          in, Map.of("truncation", "do_not_truncate", "padding", "do_not_pad"));
    } catch (IOException | RuntimeException e) {
      // The native side throws plain RuntimeExceptions with the parser's message.
      throw new UserError("%s is no tokenizer: %s", files.tokenizer(), e.getMessage()).withCause(e);
    }
  }

  /**
   * Encodes a text, or a pair, special tokens included and nothing padded.
   *
   * @param pair the second text, or null if there is none
   * @param maxLength the number of tokens that the result may have; of a longer pair, the longer
   *     text gives way first
   * @throws IllegalArgumentException if {@code maxLength} leaves no room for a token of a text
   */
  public Encoding encode(String text, @Nullable String pair, int maxLength) {
    ai.djl.huggingface.tokenizers.Encoding whole =
        pair == null
            ? tokenizer.encode(wellFormed(text), true, false)
            : tokenizer.encode(wellFormed(text), wellFormed(pair), true, false);
    return Truncation.apply(whole, maxLength);
  }

  /** The text of tokens, special ones included. */
  public String decode(long[] ids) {
    return tokenizer.decode(ids, false);
  }

  /** The id of a token, such as {@code [MASK]}, if there is that token. */
  public OptionalInt id(String token) {
    return vocabulary.id(token);
  }

  /** The id to fill a batch's shorter rows with. */
  public int padId() {
    return padId;
  }

  /** One more than the highest id. */
  public int vocabularySize() {
    return vocabulary.size();
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  /** The native side takes UTF-8, which has no half surrogate pairs: they become U+FFFD. */
  private static String wellFormed(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
