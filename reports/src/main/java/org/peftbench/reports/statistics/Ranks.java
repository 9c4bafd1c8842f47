package org.peftbench.reports.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Places, ties sharing the mean of the places they take up. */
final class Ranks {
  /** A part in so many of the largest value is rounding. */
  private static final double FINE = 1e12;

  private Ranks() {}

  /**
   * The values without what rounding has left on them, so that equal ones tie: with three seeds 1 −
   * 2/3 and 2/3 − 1/3 are one difference and two doubles.
   */
  static double[] settled(double[] values) {
    double unit = Arrays.stream(values).map(Math::abs).max().orElse(0) / FINE;
    return unit < Double.MIN_NORMAL
        ? values.clone()
        : Arrays.stream(values).map(value -> Math.rint(value / unit) * unit).toArray();
  }

  /** Rank of each value, 1 for the smallest. */
  static double[] ascending(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted((a, b) -> Double.compare(values[a], values[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    for (int first = 0; first < order.length; ) {
      int after = first + 1;
      while (after < order.length && values[order[after]] == values[order[first]]) {
        after++;
      }
      for (int i = first; i < after; i++) {
        ranks[order[i]] = (first + 1 + after) / 2.0;
      }
      first = after;
    }
    return ranks;
  }

  /** Sum of t³ − t over the groups of t equal values. */
  static double tieTerm(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (int first = 0; first < sorted.length; ) {
      int after = first + 1;
      while (after < sorted.length && sorted[after] == sorted[first]) {
        after++;
      }
      double t = after - first;
      sum += t * t * t - t;
      first = after;
    }
    return sum;
  }
}
