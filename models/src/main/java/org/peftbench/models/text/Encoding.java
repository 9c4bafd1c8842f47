package org.peftbench.models.text;

import java.util.Arrays;

/**
 * A text, or a pair of them, as a model reads it, with no padding.
 *
 * @param ids token ids {@code [sequence]}, special tokens included
 * @param typeIds 0 for the first text and 1 for the second {@code [sequence]}
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read in the innermost loop
public record Encoding(long[] ids, long[] typeIds) {
  public Encoding {
    if (ids.length != typeIds.length) {
      throw new IllegalArgumentException(
          ids.length + " token ids but " + typeIds.length + " type ids");
    }
  }

  /** The number of tokens. */
  public int length() {
    return ids.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Encoding encoding
        && Arrays.equals(ids, encoding.ids)
        && Arrays.equals(typeIds, encoding.typeIds);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ids) + Arrays.hashCode(typeIds);
  }

  @Override
  public String toString() {
    return "Encoding[ids=" + Arrays.toString(ids) + ", typeIds=" + Arrays.toString(typeIds) + "]";
  }
}
