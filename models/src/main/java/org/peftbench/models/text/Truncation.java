package org.peftbench.models.text;

import java.util.Arrays;

/** Cuts encodings to a length: at the end of each text, never a token that the template added. */
final class Truncation {
  private Truncation() {}

  /**
   * Cuts an encoding, if it is longer than {@code maxLength}.
   *
   * @throws IllegalArgumentException if {@code maxLength} leaves no room for a token of a text
   */
  static Encoding apply(ai.djl.huggingface.tokenizers.Encoding whole, int maxLength) {
    long[] sequence = whole.getSequenceIds(); // 0 first text, 1 second, -1 added by the template
    int first = count(sequence, 0);
    int second = count(sequence, 1);
    int added = sequence.length - first - second;
    if (maxLength <= added) {
      throw new IllegalArgumentException(
          "maxLength must be > " + added + ", the number of special tokens, got " + maxLength);
    }
    LongestFirst kept = LongestFirst.of(first, second, maxLength - added);
    int[] left = {kept.first(), kept.second()};
    long[] ids = new long[added + kept.first() + kept.second()];
    long[] typeIds = new long[ids.length];
    int n = 0;
    for (int i = 0; i < sequence.length; i++) {
      if (sequence[i] < 0 || left[(int) sequence[i]]-- > 0) {
        ids[n] = whole.getIds()[i];
        typeIds[n] = whole.getTypeIds()[i];
        n++;
      }
    }
    return new Encoding(ids, typeIds);
  }

  private static int count(long[] sequence, long wanted) {
    return (int) Arrays.stream(sequence).filter(id -> id == wanted).count();
  }
}
