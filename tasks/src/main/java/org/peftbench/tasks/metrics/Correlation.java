package org.peftbench.tasks.metrics;

import java.util.Arrays;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/**
 * Correlations of two rows of numbers; NaN for fewer than two, where one row is constant or where a
 * number is not finite.
 *
 * <p>Commons Math draws Pearson's r from the root of r², which loses half the digits of a small r;
 * this one takes the product of the normalised rows, as SciPy does.
 */
public final class Correlation {
  private Correlation() {}

  /** Pearson's r, in [-1, 1]. */
  public static double pearson(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(x.length + " numbers against " + y.length);
    }
    if (isUndefined(x) || isUndefined(y)) {
      return Double.NaN;
    }
    double[] a = normalised(x);
    double[] b = normalised(y);
    double r = 0;
    for (int i = 0; i < a.length; i++) {
      r += a[i] * b[i];
    }
    return Math.max(-1, Math.min(1, r)); // rounding may carry r a last digit past 1
  }

  /** Spearman's rho: Pearson's r of the ranks, ties sharing their mean rank. */
  public static double spearman(double[] x, double[] y) {
    if (isUndefined(x) || isUndefined(y)) {
      return Double.NaN;
    }
    return pearson(ranks(x), ranks(y));
  }

  private static double[] ranks(double[] row) {
    double[] unsigned =
        Arrays.stream(row).map(value -> value + 0.0).toArray(); // -0.0 ties with 0.0
    return new NaturalRanking(TiesStrategy.AVERAGE).rank(unsigned);
  }

  private static boolean isUndefined(double[] row) {
    return row.length < 2
        || Arrays.stream(row).allMatch(value -> value == row[0])
        || !Arrays.stream(row).allMatch(Double::isFinite);
  }

  /** The row with mean 0 and length 1. */
  private static double[] normalised(double[] row) {
    double mean = Arrays.stream(row).average().orElseThrow();
    double[] centred = Arrays.stream(row).map(value -> value - mean).toArray();
    // Scaled by its largest entry first, so that no square over- or underflows.
    double largest = Arrays.stream(centred).map(Math::abs).max().orElseThrow();
    double squares = Arrays.stream(centred).map(v -> (v / largest) * (v / largest)).sum();
    double length = largest * Math.sqrt(squares);
    return Arrays.stream(centred).map(value -> value / length).toArray();
  }
}
