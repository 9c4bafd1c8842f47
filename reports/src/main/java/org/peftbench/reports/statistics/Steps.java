package org.peftbench.reports.statistics;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Values that lie on a ladder of equal steps, as scores do that are right or wrong, or the share of
 * some seeds that were right. Of such values a distribution can be counted out where others need
 * random numbers.
 */
final class Steps {
  /** Rungs; finer scores aren't counted out. */
  private static final int FINEST = 64;

  /** What rounding may have made of a multiple. */
  private static final double SLACK = 1e-9;

  private final double step;
  private final int[] multiples;

  private Steps(double step, int[] multiples) {
    this.step = step;
    this.multiples = multiples;
  }

  /**
   * The ladder of these values, if there is one.
   *
   * @param values none below {@code lowest}
   * @param lowest rung
   */
  static Optional<Steps> of(double[] values, double lowest) {
    double[] sorted =
        DoubleStream.concat(DoubleStream.of(lowest), Arrays.stream(values)).sorted().toArray();
    double span = sorted[sorted.length - 1] - lowest;
    double step = span == 0 ? 1 : span;
    for (int i = 1; i < sorted.length; i++) {
      double gap = sorted[i] - sorted[i - 1];
      step = gap > SLACK * span ? Math.min(step, gap) : step;
    }
    int[] multiples = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      double multiple = (values[i] - lowest) / step;
      if (multiple > FINEST + SLACK || Math.abs(multiple - Math.rint(multiple)) > SLACK) {
        return Optional.empty();
      }
      multiples[i] = (int) Math.rint(multiple);
    }
    return Optional.of(new Steps(step, multiples));
  }

  /** Between two rungs. */
  double step() {
    return step;
  }

  /** On which rung each value lies, counted from the lowest. */
  int[] multiples() {
    return multiples.clone();
  }

  /** All multiples together. */
  long sum() {
    return Arrays.stream(multiples).asLongStream().sum();
  }
}
