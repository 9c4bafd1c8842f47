package org.peftbench.reports.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/** Bootstrap intervals of a mean over examples: how much would other examples have changed it? */
public final class Bootstrap {
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  private Bootstrap() {}

  /**
   * Percentile interval.
   *
   * @param values one an example
   * @param level coverage, for example 0.95
   * @param resamples for example 9999, where the means' distribution isn't computed exactly
   * @param seed of the resamples
   * @throws IllegalArgumentException if there are no values
   */
  public static Interval percentile(double[] values, double level, int resamples, long seed) {
    ResampledMeans means = means(values, resamples, seed);
    double tail = (1 - level) / 2;
    return new Interval(means.quantile(tail), means.quantile(1 - tail));
  }

  /**
   * Bias-corrected and accelerated interval (Efron 1987), which heeds the skew of scores near 0 or
   * 1. Where all values are equal it is that one point.
   *
   * @param values one an example
   * @param level coverage, for example 0.95
   * @param resamples for example 9999, where the means' distribution isn't computed exactly
   * @param seed of the resamples
   * @throws IllegalArgumentException if there are no values
   */
  public static Interval bca(double[] values, double level, int resamples, long seed) {
    ResampledMeans means = means(values, resamples, seed);
    if (means.quantile(0) == means.quantile(1)) {
      return new Interval(means.quantile(0), means.quantile(1));
    }
    double mean = Arrays.stream(values).sum() / values.length;
    double bias = NORMAL.inverseCumulativeProbability(means.shareBelowMean());
    double acceleration = acceleration(values, mean);
    double tail = NORMAL.inverseCumulativeProbability((1 - level) / 2);
    return new Interval(
        means.quantile(corrected(bias, acceleration, tail)),
        means.quantile(corrected(bias, acceleration, -tail)));
  }

  private static double corrected(double bias, double acceleration, double z) {
    double shifted = bias + z;
    return NORMAL.cumulativeProbability(bias + shifted / (1 - acceleration * shifted));
  }

  /** Exact where scores are as coarse as right and wrong, and else from random resamples. */
  private static ResampledMeans means(double[] values, int resamples, long seed) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values to resample");
    }
    return ExactMeans.of(values).orElseGet(() -> SampledMeans.of(values, resamples, seed));
  }

  /** From the jackknife, which for a mean has a closed form. */
  private static double acceleration(double[] values, double mean) {
    double squares = 0;
    double cubes = 0;
    for (double value : values) {
      double deviation = value - mean;
      squares += deviation * deviation;
      cubes += deviation * deviation * deviation;
    }
    return cubes / (6 * Math.pow(squares, 1.5));
  }
}
