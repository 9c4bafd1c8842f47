package org.peftbench.reports.statistics;

import org.apache.commons.math3.stat.descriptive.StatisticalSummaryValues;
import org.apache.commons.math3.stat.inference.TTest;
import org.jspecify.annotations.Nullable;

/**
 * Welch's t test: do the means of two methods over seeds differ, whose spreads need not be the
 * same? It asks whether another training would lead, where the paired tests ask whether these
 * trainings would lead on other examples.
 */
public final class Welch {
  private Welch() {}

  /**
   * Two-sided p-value; absent where either has a single seed, or neither spreads at all.
   *
   * @param first scores of one method over its seeds
   * @param second of the other
   */
  public static @Nullable Double pValue(Summary first, Summary second) {
    if (first.deviation() == null || second.deviation() == null) {
      return null;
    }
    return first.deviation() == 0 && second.deviation() == 0
        ? null
        : new TTest().tTest(values(first, first.deviation()), values(second, second.deviation()));
  }

  private static StatisticalSummaryValues values(Summary summary, double deviation) {
    return new StatisticalSummaryValues(
        summary.mean(),
        deviation * deviation,
        summary.n(),
        summary.greatest(),
        summary.least(),
        summary.mean() * summary.n());
  }
}
