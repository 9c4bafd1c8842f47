package org.peftbench.reports.statistics;

import java.util.OptionalInt;
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

  /** A density that adds nothing to the sum. */
  private static final double NOTHING = 1e-18;

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
    double widest = 1 + 12 / Math.sqrt(2 * freedom);
    int steps = 4000;
    double sum = 0;
    for (int i = 1; i < steps; i++) {
      double s = widest * i / steps;
      double density = Math.exp(constant + (freedom - 1) * Math.log(s) - half * s * s);
      if (density > NOTHING) {
        sum +=
            density
                * (NORMAL.cumulativeProbability(shift - critical * s)
                    + NORMAL.cumulativeProbability(-shift - critical * s));
      }
    }
    return sum * widest / steps;
  }
}
