package org.peftbench.reports.statistics;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * Friedman's test: do methods take different places across tasks? With Nemenyi's critical
 * difference of mean ranks, below which two methods can't be told apart (Demšar 2006).
 *
 * @param meanRanks one a method, 1 for the best
 * @param statistic chi-squared with one degree of freedom less than methods, corrected for ties
 * @param pValue that all methods are alike
 * @param criticalDifference of two mean ranks, at 5 % for all pairs together
 * @param tasks how many
 */
public record Friedman(
    List<Double> meanRanks, double statistic, double pValue, double criticalDifference, int tasks) {
  public Friedman {
    meanRanks = List.copyOf(meanRanks);
  }

  /**
   * Ranks methods by scores.
   *
   * @param scores one row a task, one column a method; more is better
   * @throws IllegalArgumentException if there are fewer than two tasks or methods
   */
  public static Friedman of(double[][] scores) {
    int tasks = scores.length;
    int methods = tasks == 0 ? 0 : scores[0].length;
    if (tasks < 2 || methods < 2) {
      throw new IllegalArgumentException(
          "ranks need two tasks and two methods, got " + tasks + " and " + methods);
    }
    double[] sums = new double[methods];
    double ties = 0;
    for (double[] task : Arrays.stream(scores).map(Ranks::settled).toList()) {
      double[] ranks = Ranks.ascending(Arrays.stream(task).map(score -> -score).toArray());
      Arrays.setAll(sums, method -> sums[method] + ranks[method]);
      ties += Ranks.tieTerm(task);
    }
    double k = methods;
    double n = tasks;
    double squares = Arrays.stream(sums).map(sum -> sum * sum).sum();
    double uncorrected = 12 * squares / (n * k * (k + 1)) - 3 * n * (k + 1);
    double correction = 1 - ties / (n * k * (k * k - 1));
    double statistic = correction == 0 ? 0 : uncorrected / correction;
    return new Friedman(
        Arrays.stream(sums).map(sum -> sum / n).boxed().toList(),
        statistic,
        1 - new ChiSquaredDistribution(null, k - 1).cumulativeProbability(statistic),
        StudentizedRange.critical(0.05, methods) / Math.sqrt(2) * Math.sqrt(k * (k + 1) / (6 * n)),
        tasks);
  }
}
