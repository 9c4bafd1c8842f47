package org.peftbench.tasks.metrics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Numbers in order, sorted once for many resamples. */
final class Ranking {
  private final double[] values;
  private final int[] order; // of indices, by rising value

  Ranking(double[] values) {
    // -0.0 ties with 0.0
    this.values = Arrays.stream(values).map(value -> value + 0.0).toArray();
    this.order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> this.values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /**
   * The rank of each number among all, from 1, where it stands so many times; ties share their mean
   * rank.
   */
  double[] ranks(int[] counts) {
    double[] ranks = new double[order.length];
    double before = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      double tied = 0;
      for (; to < order.length && values[order[to]] == values[order[from]]; to++) {
        tied += counts[order[to]];
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = before + (tied + 1) / 2;
      }
      before += tied;
      from = to;
    }
    return ranks;
  }
}
