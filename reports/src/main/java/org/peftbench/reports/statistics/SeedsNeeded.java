package org.peftbench.reports.statistics;

import java.util.OptionalInt;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.special.Gamma;

/** How many seeds a comparison needs before it can see a difference of a given size. */
public final class SeedsNeeded {
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
  private static final double LEVEL = 0.05;
  private static final double POWER = 0.8;

  /** Nobody trains more often than this. */
  private static final int MOST = 1000;

  private static final GaussIntegratorFactory QUADRATURE = new GaussIntegratorFactory();

  /** For a smooth density, so many that rounding is all that is left of the error. */
  private static final int POINTS = 100;

  private SeedsNeeded() {}

  /**
   * The fewest seeds of each of two methods with which a two-sided t test at 5 % sees the
   * difference in four of five cases; empty beyond 1000.
   *
   * @param difference between the true means
   * @param deviation over seeds, of either method
   */
  public static OptionalInt of(double difference, double deviation) {
    // Were the deviation known, this many would do; as it is estimated, never fewer do.
    double z = NORMAL.inverseCumulativeProbability(1 - LEVEL / 2);
    double ratio = (z + NORMAL.inverseCumulativeProbability(POWER)) * deviation / difference;
    for (int seeds = (int) Math.max(2, Math.min(MOST + 1.0, 2 * ratio * ratio));
        seeds <= MOST;
        seeds++) {
      if (power(difference, deviation, seeds) >= POWER) {
        return OptionalInt.of(seeds);
      }
    }
    return OptionalInt.empty();
  }

  /** Chance that the test sees the difference: the noncentral t distribution, integrated. */
  static double power(double difference, double deviation, int seeds) {
    if (deviation == 0) {
      return 1;
    }
    double freedom = 2.0 * (seeds - 1);
    double shift = difference / (deviation * Math.sqrt(2.0 / seeds));
    double critical = new TDistribution(null, freedom).inverseCumulativeProbability(1 - LEVEL / 2);
    // The estimated deviation is the true one times s, and freedom·s² follows chi-squared.
    double half = freedom / 2;
    double constant = Math.log(2) + half * Math.log(half) - Gamma.logGamma(half);
    double width = 12 / Math.sqrt(2 * freedom); // a dozen standard deviations
    return QUADRATURE
        .legendre(POINTS, Math.max(0, 1 - width), 1 + width)
        .integrate(
            s ->
                Math.exp(constant + (freedom - 1) * Math.log(s) - half * s * s)
                    * (NORMAL.cumulativeProbability(shift - critical * s)
                        + NORMAL.cumulativeProbability(-shift - critical * s)));
  }
}
