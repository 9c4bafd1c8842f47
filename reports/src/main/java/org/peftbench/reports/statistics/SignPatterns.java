package org.peftbench.reports.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Counts out all the ways in which differences could have had other signs. */
final class SignPatterns {
  /** Differences of which every pattern is formed. */
  private static final int FEW = 16;

  /** Sums times differences, so that counting stays cheaper than random patterns. */
  private static final long MOST_STEPS = 1L << 25;

  private SignPatterns() {}

  /**
   * The share of patterns under which the sum is at least as far from 0 as it is; empty if the
   * differences are neither few nor coarse.
   *
   * @param differences none of them 0
   */
  static OptionalDouble pValue(double[] differences) {
    if (differences.length <= FEW) {
      return OptionalDouble.of(formed(differences));
    }
    double[] sizes = Arrays.stream(differences).map(Math::abs).toArray();
    return Steps.of(sizes, 0)
        .filter(steps -> steps.sum() * sizes.length <= MOST_STEPS)
        .map(steps -> OptionalDouble.of(counted(differences, steps)))
        .orElseGet(OptionalDouble::empty);
  }

  /** Sums in another order round differently; what is equal but for that counts as equal. */
  static double threshold(double[] differences) {
    double scale = Arrays.stream(differences).map(Math::abs).sum();
    return Math.abs(Arrays.stream(differences).sum()) - 1e-12 * scale;
  }

  private static double formed(double[] differences) {
    double threshold = threshold(differences);
    int patterns = 1 << differences.length;
    int extreme = 0;
    for (int pattern = 0; pattern < patterns; pattern++) {
      double sum = 0;
      for (int i = 0; i < differences.length; i++) {
        sum += (pattern >>> i & 1) == 0 ? differences[i] : -differences[i];
      }
      if (Math.abs(sum) >= threshold) {
        extreme++;
      }
    }
    return (double) extreme / patterns;
  }

  /**
   * The distribution of the sum of those that keep their sign, one difference after the other. All
   * terms are positive: also the smallest probability has all its digits.
   */
  private static double counted(double[] differences, Steps steps) {
    int[] sizes = steps.multiples();
    double[] probability = new double[1 + (int) steps.sum()];
    probability[0] = 1;
    int reached = 0;
    int observed = 0;
    for (int i = 0; i < sizes.length; i++) {
      int size = sizes[i];
      reached += size;
      for (int sum = reached; sum >= 0; sum--) {
        double without = sum <= reached - size ? probability[sum] : 0;
        double with = sum >= size ? probability[sum - size] : 0;
        probability[sum] = (without + with) / 2;
      }
      observed += differences[i] > 0 ? size : -size;
    }
    double extreme = 0;
    for (int sum = 0; sum <= reached; sum++) {
      if (Math.abs(2 * sum - reached) >= Math.abs(observed)) {
        extreme += probability[sum];
      }
    }
    return Math.min(1, Math.max(extreme, Double.MIN_NORMAL)); // of thousands it may underflow
  }
}
