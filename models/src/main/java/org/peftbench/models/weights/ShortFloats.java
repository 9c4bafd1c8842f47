package org.peftbench.models.weights;

import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;

/** Real numbers of two bytes. */
final class ShortFloats {
  private static final int HALF_BIAS = 15;
  private static final int HALF_FRACTION = 10;

  private ShortFloats() {}

  /** Whether a type's numbers are such. */
  static boolean are(DataType type) {
    return type == DataType.FLOAT16 || type == DataType.BFLOAT16;
  }

  /**
   * Puts the same numbers of four bytes; each has an equal there.
   *
   * @param from all that remains is taken
   * @param type FLOAT16 or BFLOAT16
   * @param to of the same byte order, with room for twice as many bytes
   */
  static void widen(ByteBuffer from, DataType type, ByteBuffer to) {
    while (from.hasRemaining()) {
      short bits = from.getShort();
      // as integers: no float operation may touch the bits of a NaN
      to.putInt(type == DataType.BFLOAT16 ? bits << Short.SIZE : half(bits));
    }
  }

  /** The bits of the float32 that equals a float16. */
  static int half(short bits) {
    int sign = (bits & 0x8000) << Short.SIZE;
    int exponent = (bits >> HALF_FRACTION) & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) { // zero, or too small for a leading one
      float small = Math.scalb((float) fraction, 1 - HALF_BIAS - HALF_FRACTION);
      return sign | Float.floatToRawIntBits(small);
    }
    int wide = exponent == 0x1f ? 0xff : exponent - HALF_BIAS + Float.MAX_EXPONENT;
    return sign | wide << 23 | fraction << (23 - HALF_FRACTION);
  }
}
