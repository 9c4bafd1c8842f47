package org.peftbench.reports.statistics;

import java.util.SplittableRandom;

/**
 * Fisher's paired permutation test: if two methods were the same, each example's difference could
 * as well have had the other sign.
 */
public final class PairedPermutation {
  private static final int EXACT_LIMIT = 16;

  private PairedPermutation() {}

  /**
   * Two-sided p-value of the mean of paired differences. All sign patterns are tried when there are
   * at most {@code 2^16} of them; else {@code resamples} random ones, observed one counted in, so
   * that p is never 0.
   *
   * @param differences one an example
   * @param resamples random sign patterns, for example 9999
   * @param seed of the patterns
   * @throws IllegalArgumentException if there are no differences
   */
  public static double pValue(double[] differences, int resamples, long seed) {
    if (differences.length == 0) {
      throw new IllegalArgumentException("no pairs to compare");
    }
    double observed = 0;
    double scale = 0;
    for (double difference : differences) {
      observed += difference;
      scale += Math.abs(difference);
    }
    // Sums in another order round differently; what is equal but for that counts as equal.
    double threshold = Math.abs(observed) - 1e-12 * scale;
    return differences.length <= EXACT_LIMIT
        ? exact(differences, threshold)
        : random(differences, threshold, resamples, seed);
  }

  private static double exact(double[] differences, double threshold) {
    int patterns = 1 << differences.length;
    int extreme = 0;
    for (int pattern = 0; pattern < patterns; pattern++) {
      double sum = 0;
      for (int i = 0; i < differences.length; i++) {
        sum += (pattern >>> i & 1) == 0 ? differences[i] : -differences[i];
      }
      if (Math.abs(sum) >= threshold) {
        extreme++;
      }
    }
    return (double) extreme / patterns;
  }

  private static double random(double[] differences, double threshold, int resamples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int extreme = 1;
    for (int r = 0; r < resamples; r++) {
      double sum = 0;
      int bits = 0;
      for (int i = 0; i < differences.length; i++) {
        if ((i & 31) == 0) {
          bits = random.nextInt();
        }
        sum += (bits & 1) == 0 ? differences[i] : -differences[i];
        bits >>>= 1;
      }
      if (Math.abs(sum) >= threshold) {
        extreme++;
      }
    }
    return extreme / (resamples + 1.0);
  }
}
