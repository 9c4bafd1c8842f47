package org.peftbench.models.text;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * All tokens of a text, or of a pair, and where each stands in it; nothing is cut or padded.
 *
 * @param ids token ids
 * @param typeIds as the template sets them
 * @param sequences 0 for a token of the first text, 1 for one of the second, -1 for one that the
 *     template added
 * @param starts index of the token's first character in its text, counted as {@link String} counts
 * @param ends index behind its last character
 */
@SuppressWarnings("ArrayRecordComponent") // many of them, read in inner loops, never compared
public record Tokens(int[] ids, int[] typeIds, int[] sequences, int[] starts, int[] ends) {
  /** Checks that the arrays are of one length. */
  public Tokens {
    int length = ids.length;
    if (IntStream.of(typeIds.length, sequences.length, starts.length, ends.length)
        .anyMatch(other -> other != length)) {
      throw new IllegalArgumentException("tokens must have as many of everything as of ids");
    }
  }

  /** Some of the tokens as an input. */
  public record Excerpt(Encoding encoding, int[] sources) {}

  /** The number of tokens. */
  public int length() {
    return ids.length;
  }

  /** The number of tokens of the first text (0), the second (1), or the template (-1). */
  public int count(int sequence) {
    return (int) Arrays.stream(sequences).filter(of -> of == sequence).count();
  }

  /** The index of a sequence's first token; they stand together. */
  public int first(int sequence) {
    int index = 0;
    while (sequences[index] != sequence) {
      index++;
    }
    return index;
  }

  /**
   * An input of at most {@code maxLength} tokens: texts are cut at their ends, the longer one
   * first, and never a token of the template.
   *
   * @throws IllegalArgumentException if that leaves no room for a token of a text
   */
  public Encoding cut(int maxLength) {
    int added = count(-1);
    if (maxLength <= added) {
      throw new IllegalArgumentException(
          "maxLength must be > " + added + ", the number of special tokens, got " + maxLength);
    }
    LongestFirst kept = LongestFirst.of(count(0), count(1), maxLength - added);
    int[] left = {kept.first(), kept.second()};
    return keep(i -> sequences[i] < 0 || left[sequences[i]]-- > 0).encoding();
  }

  /**
   * The tokens that a predicate keeps, asked once for each, in order.
   *
   * @return the input and, for each of its tokens, which of these it is
   */
  public Excerpt keep(IntPredicate kept) {
    int[] sources = IntStream.range(0, ids.length).filter(kept).toArray();
    long[] keptIds = new long[sources.length];
    long[] keptTypes = new long[sources.length];
    for (int i = 0; i < sources.length; i++) {
      keptIds[i] = ids[sources[i]];
      keptTypes[i] = typeIds[sources[i]];
    }
    return new Excerpt(new Encoding(keptIds, keptTypes), sources);
  }
}
