package org.peftbench.reports.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Fisher's paired permutation test: if two methods were the same, each example's difference could
 * as well have had the other sign.
 */
public final class PairedPermutation {
  /** Sizes that differ by less than a part in this many differ by rounding alone. */
  private static final double FINE = 1e14;

  private PairedPermutation() {}

  /**
   * Two-sided p-value of the mean of paired differences: the share of all sign patterns under which
   * the mean is at least as far from 0. Where differences are few or coarse (right or wrong, or the
   * share of some seeds that were right) all patterns are counted; else {@code resamples} random
   * ones are tried, the observed one counted in. Hence p is never 0.
   *
   * @param differences one an example
   * @param resamples random sign patterns, for example 99999
   * @param seed of the patterns
   * @throws IllegalArgumentException if there are no differences
   */
  public static double pValue(double[] differences, int resamples, long seed) {
    if (differences.length == 0) {
      throw new IllegalArgumentException("no pairs to compare");
    }
    // A sign turned before 0 changes nothing.
    double[] moved = Arrays.stream(differences).filter(difference -> difference != 0).toArray();
    OptionalDouble counted = SignPatterns.pValue(moved);
    return counted.isPresent() ? counted.getAsDouble() : random(moved, resamples, seed);
  }

  /** The p-value where not one of so many drawn patterns goes as far as the observed one. */
  static double least(int resamples) {
    return 1 / (resamples + 1.0);
  }

  /** Answers differ by few sizes: of each, only how many keep their sign matters. */
  private static double random(double[] differences, int resamples, long seed) {
    double threshold = SignPatterns.threshold(differences);
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
