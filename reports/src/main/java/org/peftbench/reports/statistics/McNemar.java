package org.peftbench.reports.statistics;

import org.apache.commons.math3.distribution.BinomialDistribution;

/** McNemar's test of two methods' right and wrong answers to the same questions. */
public final class McNemar {
  private McNemar() {}

  /**
   * Two-sided mid-p value (Fagerland, Lydersen, Laake 2013), which keeps the level that the exact
   * test, being discrete, falls short of.
   *
   * @param onlyFirst questions that the first alone answered right
   * @param onlySecond questions that the second alone answered right
   */
  public static double pValue(int onlyFirst, int onlySecond) {
    if (onlyFirst < 0 || onlySecond < 0) {
      throw new IllegalArgumentException("counts are " + onlyFirst + " and " + onlySecond);
    }
    int decided = onlyFirst + onlySecond;
    if (decided == 0) {
      return 1;
    }
    BinomialDistribution even = new BinomialDistribution(null, decided, 0.5);
    int fewer = Math.min(onlyFirst, onlySecond);
    double point = even.probability(fewer);
    return onlyFirst == onlySecond
        ? 1 - point / 2
        : 2 * (even.cumulativeProbability(fewer) - point / 2);
  }
}
