package org.peftbench.tasks.metrics;

import java.util.Arrays;

/**
 * Correlations of two rows of numbers; undefined for fewer than two, where one row is constant or
 * where a number is not finite.
 *
 * <p>Commons Math draws Pearson's r from the root of r², which loses half the digits of a small r;
 * this one takes the product of the normalised rows, as SciPy does.
 */
public final class Correlation {
  private Correlation() {}

  /** Pearson's r, in [-1, 1]. */
  public static Estimate pearson(double[] x, double[] y) {
    if (isUndefined(x, y)) {
      return Estimate.UNDEFINED;
    }
    double[] a = normalised(x);
    double[] b = normalised(y);
    double r = product(a, b);
    double[] influences = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      // Devlin, Gnanadesikan and Kettenring 1975; a and b have length 1, not variance 1
      influences[i] = a.length * (a[i] * b[i] - r / 2 * (a[i] * a[i] + b[i] * b[i]));
    }
    return Estimate.of(r, influences);
  }

  /**
   * Spearman's rho: Pearson's r of the ranks, ties sharing their mean rank. Its standard error is
   * the bootstrap's.
   */
  public static Estimate spearman(double[] x, double[] y) {
    if (isUndefined(x, y)) {
      return Estimate.UNDEFINED;
    }
    Ranking ofX = new Ranking(x);
    Ranking ofY = new Ranking(y);
    int[] once = new int[x.length];
    Arrays.fill(once, 1);
    double rho = product(normalised(ofX.ranks(once)), normalised(ofY.ranks(once)));
    double error =
        Bootstrap.standardError(
            x.length, counts -> weighted(ofX.ranks(counts), ofY.ranks(counts), counts));
    return new Estimate(rho, error);
  }

  private static boolean isUndefined(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(x.length + " numbers against " + y.length);
    }
    return isUndefined(x) || isUndefined(y);
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

  private static double product(double[] a, double[] b) {
    double r = 0;
    for (int i = 0; i < a.length; i++) {
      r += a[i] * b[i];
    }
    return Math.max(-1, Math.min(1, r)); // rounding may carry r a last digit past 1
  }

  /** Pearson's r of ranks that count several times; NaN where either is constant. */
  private static double weighted(double[] x, double[] y, int[] counts) {
    double mean = (counts.length + 1) / 2.0; // of ranks, ties or not
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < counts.length; i++) {
      double a = x[i] - mean;
      double b = y[i] - mean;
      xx += counts[i] * a * a;
      yy += counts[i] * b * b;
      xy += counts[i] * a * b;
    }
    return xy / Math.sqrt(xx * yy);
  }
}
