package org.peftbench.reports.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Compares every method with the one that came out best.
 *
 * <p>The best one is known only after looking, and the highest of many equal means always leads:
 * with seven equal methods, plain tests against it with Holm's correction find a false difference
 * in 11 % of all sweeps. Hence each paired permutation test is corrected for the range of as many
 * means.
 */
public final class BestTest {
  private BestTest() {}

  /**
   * Corrected two-sided p-values, one a method; 1 for the best one itself.
   *
   * @param scores one row a method, one column an example
   * @param best which row has the best mean
   * @param resamples sign patterns of each test, for example 99999
   * @param seed of the patterns
   */
  public static double[] pValues(double[][] scores, int best, int resamples, long seed) {
    return IntStream.range(0, scores.length)
        .parallel()
        .mapToDouble(
            method ->
                method == best
                    ? 1
                    : StudentizedRange.adjust(
                        PairedPermutation.pValue(
                            differences(scores[best], scores[method]), resamples, seed),
                        scores.length))
        .toArray();
  }

  /**
   * The smallest corrected p-value that drawn sign patterns can give: it is a bound. Counted ones
   * can give less.
   *
   * @param methods the best one among them
   */
  public static double least(int methods, int resamples) {
    return StudentizedRange.adjust(PairedPermutation.least(resamples), methods);
  }

  private static double[] differences(double[] first, double[] second) {
    double[] differences = first.clone();
    Arrays.setAll(differences, i -> first[i] - second[i]);
    return differences;
  }
}
