package org.peftbench.models.text;

import java.util.Arrays;

/**
 * A text, or a pair of them, as a model reads it, with no padding.
 *
 * @param ids token ids {@code [sequence]}, special tokens included
 * @param typeIds 0 for the first text and 1 for the second {@code [sequence]}
 * @param mask 1 for a token and 0 for a place that nobody looks at {@code [sequence]}
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read in the innermost loop
public record Encoding(long[] ids, long[] typeIds, int[] mask) {
  public Encoding {
    if (ids.length != typeIds.length || ids.length != mask.length) {
      throw new IllegalArgumentException(
          "%d token ids, %d type ids, a mask of %d"
              .formatted(ids.length, typeIds.length, mask.length));
    }
  }

  /** Tokens that all are looked at. */
  public Encoding(long[] ids, long[] typeIds) {
    this(ids, typeIds, ones(ids.length));
  }

  private static int[] ones(int length) {
    int[] ones = new int[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** The number of places. */
  public int length() {
    return ids.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Encoding encoding
        && Arrays.equals(ids, encoding.ids)
        && Arrays.equals(typeIds, encoding.typeIds)
        && Arrays.equals(mask, encoding.mask);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ids) + Arrays.hashCode(typeIds);
  }

  @Override
  public String toString() {
    return "Encoding[ids=%s, typeIds=%s, mask=%s]"
        .formatted(Arrays.toString(ids), Arrays.toString(typeIds), Arrays.toString(mask));
  }
}
