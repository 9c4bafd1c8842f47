package org.peftbench.reports.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Fisher's paired permutation test: if two methods were the same, each example's difference could
 * as well have had the other sign.
 */
public final class PairedPermutation {
  private static final int EXACT_LIMIT = 16;

  /** Sizes that differ by less than a part in this many differ by rounding alone. */
  private static final double FINE = 1e14;

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
    // A sign turned before 0 changes nothing.
    double[] moved = Arrays.stream(differences).filter(difference -> difference != 0).toArray();
    double scale = Arrays.stream(moved).map(Math::abs).sum();
    // Sums in another order round differently; what is equal but for that counts as equal.
    double threshold = Math.abs(Arrays.stream(moved).sum()) - 1e-12 * scale;
    return moved.length <= EXACT_LIMIT
        ? exact(moved, threshold)
        : random(moved, threshold, resamples, seed);
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

  /** Answers differ by few sizes: of each, only how many keep their sign matters. */
  private static double random(double[] differences, double threshold, int resamples, long seed) {
    TreeMap<Double, Integer> counts = new TreeMap<>();
    Arrays.stream(differences)
        .map(difference -> Math.rint(Math.abs(difference) * FINE) / FINE)
        .forEach(size -> counts.merge(size, 1, Integer::sum));
    double[] sizes = counts.keySet().stream().mapToDouble(Double::doubleValue).toArray();
    int[] tosses = counts.values().stream().mapToInt(Integer::intValue).toArray();
    Coins coins = new Coins(seed);
    int extreme = 1;
    for (int r = 0; r < resamples; r++) {
      double sum = 0;
      for (int i = 0; i < sizes.length; i++) {
        sum += sizes[i] * (2 * coins.heads(tosses[i]) - tosses[i]);
      }
      if (Math.abs(sum) >= threshold) {
        extreme++;
      }
    }
    return extreme / (resamples + 1.0);
  }

  /** Tosses fair coins, sixty-four at a time. */
  private static final class Coins {
    private final SplittableRandom random;
    private long bits;
    private int left;

    private Coins(long seed) {
      random = new SplittableRandom(seed);
    }

    private int heads(int tosses) {
      if (tosses <= left && tosses < Long.SIZE) { // as nearly always
        int heads = Long.bitCount(bits & ((1L << tosses) - 1));
        bits >>>= tosses;
        left -= tosses;
        return heads;
      }
      int heads = 0;
      for (int wanted = tosses; wanted > 0; ) {
        if (left == 0) {
          bits = random.nextLong();
          left = Long.SIZE;
        }
        int taken = Math.min(wanted, left);
        heads += Long.bitCount(taken == Long.SIZE ? bits : bits & ((1L << taken) - 1));
        bits = taken == Long.SIZE ? 0 : bits >>> taken;
        left -= taken;
        wanted -= taken;
      }
      return heads;
    }
  }
}
