package org.peftbench.methods.kronecker;

/**
 * A length cut into a product of two.
 *
 * @param coarse of the left factor
 * @param fine of the right factor
 */
public record Divisors(int coarse, int fine) {
  /** The most even cut with the smaller number first: 768 is 24 · 32. */
  public static Divisors even(int length) {
    return atMost(length, length);
  }

  /**
   * The cut whose first number is {@code factor} where that divides, else the largest divisor below
   * {@code factor} that is no larger than the second number.
   */
  public static Divisors near(int length, int factor) {
    return length % factor == 0 ? new Divisors(factor, length / factor) : atMost(length, factor);
  }

  private static Divisors atMost(int length, int limit) {
    int best = 1;
    for (int i = 2; i <= limit && i <= length / i; i++) {
      if (length % i == 0) {
        best = i;
      }
    }
    return new Divisors(best, length / best);
  }
}
