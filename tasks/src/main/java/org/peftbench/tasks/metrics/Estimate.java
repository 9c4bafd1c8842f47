package org.peftbench.tasks.metrics;

import java.util.Arrays;

/**
 * A figure and how far it would stray if other rows of the same kind had been drawn.
 *
 * <p>The standard error comes from each row's influence: what the figure gains, times the number of
 * rows, per unit of weight that the row gains (Hampel 1974). For a mean this is the textbook's
 * formula, and for smooth functions of means the delta method; neither asks for a distribution.
 * Where the influence has no closed form, {@link Bootstrap} takes its place.
 *
 * @param value NaN where the figure is undefined for these rows
 * @param standardError over the rows; NaN where there are fewer than two, or no value
 */
public record Estimate(double value, double standardError) {
  /** A figure that is undefined for these rows. */
  public static final Estimate UNDEFINED = new Estimate(Double.NaN, Double.NaN);

  /**
   * A figure with each row's influence on it.
   *
   * @param influences one a row; their mean is 0
   */
  static Estimate of(double value, double[] influences) {
    double squares = Arrays.stream(influences).map(influence -> influence * influence).sum();
    return new Estimate(value, standardError(squares, influences.length));
  }

  /** The standard error from the sum of the squared influences of so many rows. */
  static double standardError(double squares, double rows) {
    return rows < 2 ? Double.NaN : Math.sqrt(squares / rows / (rows - 1));
  }

  /** The mean of the rows' scores. */
  public static Estimate mean(double[] scores) {
    double mean = Arrays.stream(scores).average().orElse(Double.NaN);
    return of(mean, Arrays.stream(scores).map(score -> score - mean).toArray());
  }

  /**
   * The sum of some counts of the rows over the sum of others; 0 where nothing was counted below.
   *
   * @param above one count a row
   * @param below one count a row
   */
  public static Estimate ratio(double[] above, double[] below) {
    int rows = above.length;
    double total = Arrays.stream(below).sum();
    if (rows == 0) {
      return UNDEFINED;
    }
    if (total == 0) {
      return of(0, new double[rows]);
    }
    double ratio = Arrays.stream(above).sum() / total;
    double[] influences = new double[rows];
    for (int row = 0; row < rows; row++) {
      influences[row] = (above[row] - ratio * below[row]) * rows / total;
    }
    return of(ratio, influences);
  }
}
