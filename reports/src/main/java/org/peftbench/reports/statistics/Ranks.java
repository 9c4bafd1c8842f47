package org.peftbench.reports.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Places, ties sharing the mean of the places they take up. */
final class Ranks {
  private Ranks() {}

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
