package org.peftbench.reports.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Wilcoxon's signed-rank test of paired differences: as the permutation test, but of ranks, so that
 * a few wild differences don't decide.
 */
public final class Wilcoxon {
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
  private static final int EXACT_LIMIT = 50;

  private Wilcoxon() {}

  /**
   * Two-sided p-value. Differences of 0 are left out; those that differ by rounding alone share
   * their rank. Exact, ties included, for at most 50 differences, else by the normal approximation
   * with its correction for ties.
   *
   * @param differences one a pair
   * @throws IllegalArgumentException if there are no differences
   */
  public static double pValue(double[] differences) {
    if (differences.length == 0) {
      throw new IllegalArgumentException("no pairs to compare");
    }
    double[] moved =
        Arrays.stream(Ranks.settled(differences)).filter(difference -> difference != 0).toArray();
    if (moved.length == 0) {
      return 1;
    }
    double[] sizes = Arrays.stream(moved).map(Math::abs).toArray();
    double[] ranks = Ranks.ascending(sizes);
    double positive = 0;
    for (int i = 0; i < moved.length; i++) {
      positive += moved[i] > 0 ? ranks[i] : 0;
    }
    double n = moved.length;
    double smaller = Math.min(positive, n * (n + 1) / 2 - positive);
    return moved.length <= EXACT_LIMIT
        ? exact(ranks, smaller)
        : approximate(n, smaller, Ranks.tieTerm(sizes));
  }

  /** Of all sign patterns, the share whose sum of ranks is as small, twice. */
  private static double exact(double[] ranks, double smaller) {
    // Doubled, ranks are whole numbers even where ties share them.
    double[] ways = new double[ranks.length * (ranks.length + 1) + 1];
    ways[0] = 1;
    for (double rank : ranks) {
      int doubled = (int) Math.round(2 * rank);
      for (int sum = ways.length - 1; sum >= doubled; sum--) {
        ways[sum] += ways[sum - doubled];
      }
    }
    double tail = Arrays.stream(ways, 0, (int) Math.round(2 * smaller) + 1).sum();
    return Math.min(1, 2 * tail / Math.pow(2, ranks.length));
  }

  private static double approximate(double n, double smaller, double ties) {
    double mean = n * (n + 1) / 4;
    double variance = n * (n + 1) * (2 * n + 1) / 24 - ties / 48;
    return 2 * NORMAL.cumulativeProbability((smaller - mean) / Math.sqrt(variance));
  }
}
