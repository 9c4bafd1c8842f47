package org.peftbench.reports.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
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
   * @param resamples for example 9999
   * @param seed of the resamples
   * @throws IllegalArgumentException if there are no values
   */
  public static Interval percentile(double[] values, double level, int resamples, long seed) {
    double[] means = resampledMeans(values, resamples, seed);
    double tail = (1 - level) / 2;
    return new Interval(quantile(means, tail), quantile(means, 1 - tail));
  }

  /**
   * Bias-corrected and accelerated interval (Efron 1987), which heeds the skew of scores near 0 or
   * 1. Where all values are equal it is that one point.
   *
   * @param values one an example
   * @param level coverage, for example 0.95
   * @param resamples for example 9999
   * @param seed of the resamples
   * @throws IllegalArgumentException if there are no values
   */
  public static Interval bca(double[] values, double level, int resamples, long seed) {
    double[] means = resampledMeans(values, resamples, seed);
    if (means[0] == means[means.length - 1]) {
      return new Interval(means[0], means[0]);
    }
    double mean = mean(values);
    double bias = NORMAL.inverseCumulativeProbability(shareBelow(means, mean));
    double acceleration = acceleration(values, mean);
    double tail = NORMAL.inverseCumulativeProbability((1 - level) / 2);
    return new Interval(
        quantile(means, corrected(bias, acceleration, tail)),
        quantile(means, corrected(bias, acceleration, -tail)));
  }

  private static double corrected(double bias, double acceleration, double z) {
    double shifted = bias + z;
    return NORMAL.cumulativeProbability(bias + shifted / (1 - acceleration * shifted));
  }

  /** Share of resamples below the mean, ties counted half; kept off 0 and 1. */
  private static double shareBelow(double[] sorted, double mean) {
    double slack = 1e-12 * (sorted[sorted.length - 1] - sorted[0]);
    double below = 0;
    for (double value : sorted) {
      below += value < mean - slack ? 1 : value <= mean + slack ? 0.5 : 0;
    }
    double edge = 0.5 / sorted.length;
    return Math.min(1 - edge, Math.max(edge, below / sorted.length));
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

  private static double[] resampledMeans(double[] values, int resamples, long seed) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values to resample");
    }
    // Each random number makes two indices of 32 bits, whose odds differ by less than 1 in a
    // million. Two sums, since an addition waits for the one before it.
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[resamples];
    for (int r = 0; r < resamples; r++) {
      double first = 0;
      double second = 0;
      for (int pair = values.length / 2; pair > 0; pair--) {
        long bits = random.nextLong();
        first += values[index(bits >>> Integer.SIZE, values.length)];
        second += values[index(bits & 0xFFFF_FFFFL, values.length)];
      }
      if (values.length % 2 == 1) {
        first += values[index(random.nextLong() >>> Integer.SIZE, values.length)];
      }
      means[r] = (first + second) / values.length;
    }
    Arrays.sort(means);
    return means;
  }

  /** One of so many, by 32 random bits. */
  private static int index(long bits, int count) {
    return (int) ((bits * count) >>> Integer.SIZE);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  /** Linear between order statistics, as numpy's default. */
  private static double quantile(double[] sorted, double q) {
    double position = q * (sorted.length - 1);
    int low = (int) position;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (position - low) * (sorted[high] - sorted[low]);
  }
}
