package org.peftbench.models.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.util.PairList;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.base.Digest;
import org.peftbench.results.base.UserError;

/** A checkpoint's tokenizer; closing it frees its native memory. */
public final class Tokenizer implements AutoCloseable {
  private final HuggingFaceTokenizer tokenizer;
  private final Vocabulary vocabulary;
  private final int padId;
  private final String digest;

  private Tokenizer(
      HuggingFaceTokenizer tokenizer, Vocabulary vocabulary, int padId, String digest) {
    this.tokenizer = tokenizer;
    this.vocabulary = vocabulary;
    this.padId = padId;
    this.digest = digest;
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
        // what stands at padding is not seen: a token that ends texts will do
        Stream.of("[PAD]", "<pad>", "</s>", "<|endoftext|>")
            .map(vocabulary::id)
            .flatMapToInt(OptionalInt::stream)
            .findFirst()
            .orElseThrow(
                () ->
                    new UserError(
                        "%s has none of [PAD], <pad>, </s> and <|endoftext|>. Add one of them.",
                        files.tokenizer()));
    return new Tokenizer(load(files, json), vocabulary, padId, Digest.of(json.toString()));
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
    return tokens(List.of(TextInput.of(text, pair))).get(0).cut(maxLength);
  }

  /** All tokens of each input, in their order; the inputs are computed in parallel. */
  public List<Tokens> tokens(List<TextInput> inputs) {
    Tokens[] all = new Tokens[inputs.size()];
    // The native side takes many inputs at a time, all of one form.
    IntStream.range(0, all.length)
        .boxed()
        .collect(Collectors.groupingBy(i -> Form.of(inputs.get(i))))
        .forEach(
            (form, indices) -> {
              List<TextInput> alike = indices.stream().map(inputs::get).toList();
              ai.djl.huggingface.tokenizers.Encoding[] encodings = encode(form, alike);
              for (int i = 0; i < encodings.length; i++) {
                all[indices.get(i)] = tokens(alike.get(i), encodings[i]);
              }
            });
    return List.of(all);
  }

  private record Form(boolean pair, boolean special) {
    static Form of(TextInput input) {
      return new Form(input.second() != null, input.special());
    }
  }

  private ai.djl.huggingface.tokenizers.Encoding[] encode(Form form, List<TextInput> inputs) {
    List<String> first = inputs.stream().map(input -> wellFormed(input.first())).toList();
    if (!form.pair()) {
      return tokenizer.batchEncode(first, form.special(), false);
    }
    List<String> second =
        inputs.stream().map(i -> wellFormed(Objects.requireNonNull(i.second()))).toList();
    return tokenizer.batchEncode(new PairList<>(first, second), form.special(), false);
  }

  private static Tokens tokens(TextInput input, ai.djl.huggingface.tokenizers.Encoding encoding) {
    int length = encoding.getIds().length;
    Utf16[] texts = {
      new Utf16(input.first()), new Utf16(input.second() == null ? "" : input.second())
    };
    int[] sequences = ints(encoding.getSequenceIds());
    int[] starts = new int[length];
    int[] ends = new int[length];
    for (int i = 0; i < length; i++) {
      if (sequences[i] >= 0) {
        CharSpan span = encoding.getCharTokenSpans()[i];
        starts[i] = texts[sequences[i]].index(span.getStart());
        ends[i] = texts[sequences[i]].index(span.getEnd());
      }
    }
    return new Tokens(
        ints(encoding.getIds()), ints(encoding.getTypeIds()), sequences, starts, ends);
  }

  private static int[] ints(long[] values) {
    return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
  }

  /** SHA-256 of what decides how a text is cut. */
  public String digest() {
    return digest;
  }

  /** The text of tokens, special ones included. */
  public String decode(long[] ids) {
    return tokenizer.decode(ids, false);
  }

  /** The text of tokens, without those that stand for none, such as {@code </s>}. */
  public String text(long[] ids) {
    return tokenizer.decode(ids, true);
  }

  /** The id of a token, such as {@code [MASK]}, if there is that token. */
  public OptionalInt id(String token) {
    return vocabulary.id(token);
  }

  /** The id to fill a batch's shorter rows with. */
  public int padId() {
    return padId;
  }

  /**
   * Checks that a network has a vector for every token.
   *
   * @throws UserError if it hasn't
   */
  public void check(Outline network) {
    network.sites().stream()
        .filter(site -> site.role() == Role.TOKEN_EMBEDDING && site.in() < vocabulary.size())
        .findFirst()
        .ifPresent(
            site -> {
              throw new UserError(
                  "the tokenizer has %d tokens, %s only %d: take the checkpoint's own tokenizer",
                  vocabulary.size(), site, site.in());
            });
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
