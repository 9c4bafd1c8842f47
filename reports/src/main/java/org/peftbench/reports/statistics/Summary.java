package org.peftbench.reports.statistics;

import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.jspecify.annotations.Nullable;

/**
 * Mean and spread of one figure over the seeds of a configuration.
 *
 * @param n seeds that measured it, at least 1
 * @param mean arithmetic mean
 * @param deviation sample standard deviation (n - 1 below the line); absent for a single seed, of
 *     which no spread can be told
 * @param least smallest value
 * @param greatest largest value
 */
public record Summary(
    int n, double mean, @Nullable Double deviation, double least, double greatest) {

  /**
   * Sums up values.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Summary of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing to sum up");
    }
    DescriptiveStatistics all = new DescriptiveStatistics();
    values.forEach(all::addValue);
    return new Summary(
        values.size(),
        all.getMean(),
        values.size() == 1 ? null : all.getStandardDeviation(),
        all.getMin(),
        all.getMax());
  }

  /**
   * Student's t interval of the mean; absent for a single value.
   *
   * @param level coverage, for example 0.95
   */
  public @Nullable Interval tInterval(double level) {
    if (deviation == null) {
      return null;
    }
    double t = new TDistribution(null, n - 1.0).inverseCumulativeProbability(0.5 + level / 2);
    double half = t * deviation / Math.sqrt(n);
    return new Interval(mean - half, mean + half);
  }
}
