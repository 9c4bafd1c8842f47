package org.peftbench.reports.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Means of random resamples.
 *
 * @param sorted ascending
 * @param mean of the values
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SampledMeans(double[] sorted, double mean) implements ResampledMeans {
  static SampledMeans of(double[] values, int resamples, long seed) {
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
    return new SampledMeans(means, Arrays.stream(values).sum() / values.length);
  }

  /** One of so many, by 32 random bits. */
  private static int index(long bits, int count) {
    return (int) ((bits * count) >>> Integer.SIZE);
  }

  /** Linear between order statistics, as numpy's default. */
  @Override
  public double quantile(double share) {
    double position = share * (sorted.length - 1);
    int low = (int) position;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (position - low) * (sorted[high] - sorted[low]);
  }

  @Override
  public double shareBelowMean() {
    double slack = 1e-12 * (sorted[sorted.length - 1] - sorted[0]);
    double below = 0;
    for (double value : sorted) {
      below += value < mean - slack ? 1 : value <= mean + slack ? 0.5 : 0;
    }
    double edge = 0.5 / sorted.length;
    return Math.min(1 - edge, Math.max(edge, below / sorted.length));
  }
}
