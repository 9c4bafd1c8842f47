package org.peftbench.reports.statistics;

import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The test that something did not become worse by a margin or more (Blackwelder 1982), with a noise
 * that was measured before.
 *
 * <p>It takes the harm for granted until the data speak against it: what can't be told is an alarm,
 * and not a pass. How often an unchanged thing raises one therefore depends on the margin, and
 * {@link #margin} says which is wide enough.
 *
 * @param deviation standard deviation of one observation, pooled over groups
 * @param degrees of freedom it was estimated with, at least 1
 */
public record NonInferiority(double deviation, int degrees) {
  public NonInferiority {
    if (!(deviation >= 0) || degrees < 1) {
      throw new IllegalArgumentException(
          "deviation %s with %d degrees of freedom".formatted(deviation, degrees));
    }
  }

  /**
   * Takes the noise from groups of repeated observations, whose means may differ.
   *
   * @throws IllegalArgumentException if no group has two observations
   */
  public static NonInferiority pooled(List<List<Double>> groups) {
    double squares = 0;
    int degrees = 0;
    for (List<Double> group : groups) {
      double mean = Summary.of(group).mean();
      for (double value : group) {
        squares += (value - mean) * (value - mean);
      }
      degrees += group.size() - 1;
    }
    return new NonInferiority(Math.sqrt(squares / Math.max(1, degrees)), degrees);
  }

  /**
   * The least margin under which an unchanged thing raises an alarm no more often than said.
   *
   * @param alarms rate of false alarms, for example 0.01
   * @param misses rate at which harm as large as the margin goes unnoticed, for example 0.05
   * @param before observations of the mean that is compared with
   * @param after observations of the new mean
   */
  public double margin(double alarms, double misses, int before, int after) {
    TDistribution t = new TDistribution(null, degrees);
    return (t.inverseCumulativeProbability(1 - alarms) + t.inverseCumulativeProbability(1 - misses))
        * standardError(before, after);
  }

  /**
   * The chance to see so little harm if the margin were reached: small where it was not.
   *
   * @param harm of the new mean, above 0 where it is worse
   */
  public double pValue(double harm, double margin, int before, int after) {
    double error = standardError(before, after);
    if (error == 0) {
      return harm < margin ? 0 : 1;
    }
    return 1 - new TDistribution(null, degrees).cumulativeProbability((margin - harm) / error);
  }

  private double standardError(int before, int after) {
    return deviation * Math.sqrt(1.0 / before + 1.0 / after);
  }
}
