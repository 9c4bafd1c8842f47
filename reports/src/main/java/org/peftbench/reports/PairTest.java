package org.peftbench.reports;

import java.util.Arrays;
import java.util.Optional;
import org.peftbench.reports.statistics.PairedPermutation;

/**
 * The paired test of two rows whose scores say which one leads.
 *
 * <p>Examples are right or wrong, or have squared errors, where the score may be a correlation: a
 * lead that the examples speak against is no sure one, whoever they speak for.
 */
final class PairTest {
  private static final long SEED = 20_260_101;

  private PairTest() {}

  /**
   * Two-sided p-value, 1 where the examples don't speak for the row that leads; empty where the two
   * did not answer the same examples.
   *
   * @param lead of the first row's mean score, negative where the second is better
   * @param resamples sign patterns drawn, where they can't be counted
   */
  static Optional<Double> pValue(double lead, Row first, Row second, int resamples) {
    return first.minus(second).map(differences -> pValue(lead, differences, resamples));
  }

  private static double pValue(double lead, double[] differences, int resamples) {
    return agrees(lead, differences) ? PairedPermutation.pValue(differences, resamples, SEED) : 1;
  }

  private static boolean agrees(double lead, double[] differences) {
    return Arrays.stream(differences).sum() * lead > 0;
  }
}
