package org.peftbench.reports.statistics;

import org.apache.commons.math3.stat.StatUtils;
import org.jspecify.annotations.Nullable;

/** How large a difference is, whatever the number of examples that showed it. */
public final class EffectSize {
  private EffectSize() {}

  /**
   * Cohen's d of paired differences: their mean in units of their standard deviation.
   *
   * @return null for fewer than two differences or where all are equal
   */
  public static @Nullable Double paired(double[] differences) {
    double variance = differences.length < 2 ? 0 : StatUtils.variance(differences);
    return variance == 0 ? null : StatUtils.mean(differences) / Math.sqrt(variance);
  }

  /**
   * Cliff's delta of two samples: how much more often a value of the first exceeds one of the
   * second than the other way round; from -1 to 1.
   *
   * @throws IllegalArgumentException if a sample is empty
   */
  public static double cliffsDelta(double[] first, double[] second) {
    if (first.length == 0 || second.length == 0) {
      throw new IllegalArgumentException("a sample is empty");
    }
    long more = 0;
    for (double a : first) {
      for (double b : second) {
        more += Double.compare(a, b);
      }
    }
    return (double) more / ((double) first.length * second.length);
  }
}
