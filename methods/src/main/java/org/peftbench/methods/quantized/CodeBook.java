package org.peftbench.methods.quantized;

import java.util.Arrays;

/** Levels in [−1, 1] that values are rounded to, in rising order. */
public final class CodeBook {
  /**
   * NormalFloat of 4 bits (Dettmers et al. 2023, arXiv 2305.14314, appendix E): quantiles of the
   * normal distribution, exactly 0 among them, scaled to reach −1 and 1.
   */
  public static final CodeBook NORMAL_FLOAT_4 =
      new CodeBook(
          -1.0f,
          -0.6961928f,
          -0.52507305f,
          -0.3949175f,
          -0.28444138f,
          -0.18477343f,
          -0.091050036f,
          0.0f,
          0.0795803f,
          0.1609302f,
          0.2461123f,
          0.33791524f,
          0.44070983f,
          0.562617f,
          0.72295684f,
          1.0f);

  /** The same construction with 2 bits (Li et al. 2023, arXiv 2310.08659). */
  public static final CodeBook NORMAL_FLOAT_2 = new CodeBook(-1.0f, 0.0f, 0.33791524f, 1.0f);

  /**
   * The dynamic 8-bit type (Dettmers 2016, arXiv 1511.04561): sign, decimal exponent of 0 to −6 in
   * unary, and what bits are left for a linear fraction. Reaches 1 but not −1, as in bitsandbytes'
   * map.
   */
  public static final CodeBook DYNAMIC_8 = dynamic();

  private final float[] levels;

  private CodeBook(float... levels) {
    this.levels = levels;
  }

  private static CodeBook dynamic() {
    float[] levels = new float[256];
    int next = 0;
    for (int fractionBits = 0; fractionBits < 7; fractionBits++) {
      int steps = 1 << fractionBits;
      double magnitude = Math.pow(10, fractionBits - 6);
      for (int i = 0; i < steps; i++) {
        double middle = 0.1 + 0.9 * (i + 0.5) / steps;
        levels[next++] = (float) (magnitude * middle);
        levels[next++] = (float) (-magnitude * middle);
      }
    }
    levels[next++] = 0;
    levels[next] = 1;
    Arrays.sort(levels);
    return new CodeBook(levels);
  }

  /** Bits of a code. */
  public int bits() {
    return Integer.numberOfTrailingZeros(levels.length);
  }

  /** All levels. */
  public float[] levels() {
    return levels.clone();
  }

  /** The level nearest to a value, the lower of two as near. */
  int nearest(float value) {
    int found = Arrays.binarySearch(levels, value);
    if (found >= 0) {
      return found;
    }
    int above = -found - 1;
    if (above == 0 || above == levels.length) {
      return above == 0 ? 0 : levels.length - 1;
    }
    return value - levels[above - 1] <= levels[above] - value ? above - 1 : above;
  }
}
