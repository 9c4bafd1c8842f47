package org.peftbench.methods.quantized;

import java.util.Arrays;

/**
 * Values in blocks: each value the code of its nearest level, each block scaled by its largest
 * magnitude. The last block may be filled up with codes of 0.
 *
 * @param book of the codes
 * @param size of a block
 * @param count of values
 * @param codes [blocks · size]
 * @param scales [blocks]
 */
@SuppressWarnings("ArrayRecordComponent") // made and used up at once, never compared
public record Blocks(CodeBook book, int size, int count, byte[] codes, float[] scales) {
  /** As many values as there are, none of which is known. */
  static Blocks blank(int count, CodeBook book, int size) {
    int blocks = (count + size - 1) / size;
    byte[] codes = new byte[Math.multiplyExact(blocks, size)];
    return new Blocks(book, size, count, codes, new float[blocks]);
  }

  /** Rounds values, in single precision as bitsandbytes does. */
  public static Blocks of(float[] values, CodeBook book, int size) {
    Blocks blank = blank(values.length, book, size);
    byte[] codes = blank.codes();
    float[] scales = blank.scales();
    int blocks = scales.length;
    Arrays.fill(codes, (byte) book.nearest(0));
    for (int block = 0; block < blocks; block++) {
      int from = block * size;
      int to = Math.min(from + size, values.length);
      float largest = 0;
      for (int i = from; i < to; i++) {
        largest = Math.max(largest, Math.abs(values[i]));
      }
      scales[block] = largest;
      for (int i = from; i < to && largest > 0; i++) {
        codes[i] = (byte) book.nearest(values[i] * (1 / largest));
      }
    }
    return blank;
  }
}
