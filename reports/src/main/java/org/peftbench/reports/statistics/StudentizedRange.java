package org.peftbench.reports.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Tukey's distribution of the range of {@code k} independent standard normal values: how far the
 * highest lies above the lowest when all are alike. It is the price of looking for the best before
 * comparing with it.
 */
public final class StudentizedRange {
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  /** Beyond it the normal density is below 1e-17. */
  private static final double FAR = 9;

  private static final double STEP = 0.05;
  private static final double[] Z =
      IntStream.rangeClosed(0, (int) Math.round(2 * FAR / STEP))
          .mapToDouble(i -> i * STEP - FAR)
          .toArray();
  private static final double[] DENSITY = Arrays.stream(Z).map(NORMAL::density).toArray();
  private static final double[] BELOW =
      Arrays.stream(Z).map(NORMAL::cumulativeProbability).toArray();

  private StudentizedRange() {}

  /**
   * Probability that the range of {@code groups} values is at most {@code range}.
   *
   * @throws IllegalArgumentException if there are fewer than two groups
   */
  public static double cumulative(double range, int groups) {
    if (groups < 2) {
      throw new IllegalArgumentException("a range needs two groups, got " + groups);
    }
    // k ∫ φ(z) (Φ(z) − Φ(z − q))^(k−1) dz; on smooth tails the plain sum is exact to rounding.
    double sum = 0;
    for (int i = 0; i < Z.length; i++) {
      double within = BELOW[i] - NORMAL.cumulativeProbability(Z[i] - range);
      sum += DENSITY[i] * Math.pow(within, groups - 1.0);
    }
    return Math.min(1, groups * sum * STEP);
  }

  /** The range that is exceeded with probability {@code tail}, to twelve digits. */
  public static double critical(double tail, int groups) {
    double low = 0;
    double high = 100;
    while (high - low > 1e-12 * high) {
      double middle = (low + high) / 2;
      if (1 - cumulative(middle, groups) > tail) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /**
   * The p-value of a pair that was picked as the widest among {@code groups}: Tukey's correction.
   * Of two groups it is the p-value itself.
   *
   * @param pValue two-sided, of the pair alone
   */
  public static double adjust(double pValue, int groups) {
    double z = -NORMAL.inverseCumulativeProbability(pValue / 2);
    return Math.max(pValue, Math.min(1, 1 - cumulative(Math.sqrt(2) * z, groups)));
  }
}
