package org.peftbench.models.text;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A text, or a pair of them, as a model reads it, with no padding.
 *
 * <p>All of a data set's are in memory together, so ids are kept short, and what is the same
 * everywhere is not kept at all.
 */
public final class Encoding {
  private final int[] ids;
  private final byte @Nullable [] typeIds; // null where all are 0
  private final byte @Nullable [] mask; // null where all are 1

  /**
   * Some tokens.
   *
   * @param ids token ids {@code [sequence]}, special tokens included
   * @param typeIds 0 for the first text and 1 for the second {@code [sequence]}
   * @param mask 1 for a token and 0 for a place that nobody looks at {@code [sequence]}
   */
  public Encoding(long[] ids, long[] typeIds, int[] mask) {
    if (ids.length != typeIds.length || ids.length != mask.length) {
      throw new IllegalArgumentException(
          "%d token ids, %d type ids, a mask of %d"
              .formatted(ids.length, typeIds.length, mask.length));
    }
    this.ids = Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
    this.typeIds = Arrays.stream(typeIds).allMatch(id -> id == 0) ? null : bytes(typeIds);
    this.mask =
        Arrays.stream(mask).allMatch(bit -> bit == 1)
            ? null
            : bytes(Arrays.stream(mask).asLongStream().toArray());
  }

  /** Tokens that all are looked at. */
  public Encoding(long[] ids, long[] typeIds) {
    this(ids, typeIds, IntStream.generate(() -> 1).limit(ids.length).toArray());
  }

  private static byte[] bytes(long[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
      if (bytes[i] != values[i]) {
        throw new IllegalArgumentException("no type or mask: " + values[i]);
      }
    }
    return bytes;
  }

  /** The number of places. */
  public int length() {
    return ids.length;
  }

  /** Token ids {@code [sequence]}, special tokens included. */
  public long[] ids() {
    return Arrays.stream(ids).asLongStream().toArray();
  }

  /** 0 for the first text and 1 for the second {@code [sequence]}. */
  public long[] typeIds() {
    byte[] types = typeIds;
    return types == null
        ? new long[ids.length]
        : IntStream.range(0, ids.length).mapToLong(i -> types[i]).toArray();
  }

  /** 1 for a token and 0 for a place that nobody looks at {@code [sequence]}. */
  public int[] mask() {
    byte[] bits = mask;
    return IntStream.range(0, ids.length).map(i -> bits == null ? 1 : bits[i]).toArray();
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
    return Arrays.hashCode(ids);
  }

  @Override
  public String toString() {
    return "Encoding[ids=%s, typeIds=%s, mask=%s]"
        .formatted(Arrays.toString(ids), Arrays.toString(typeIds()), Arrays.toString(mask()));
  }
}
