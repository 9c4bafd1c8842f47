package org.peftbench.harness.train.kernel;

import java.util.Arrays;

/**
 * The effective rank of a matrix (Roy and Vetterli 2007): exp(−Σ pᵢ ln pᵢ), pᵢ the i-th singular
 * value's share of their sum. Between 1 and the rank, and the rank where all are equal.
 */
public final class EffectiveRank {
  private EffectiveRank() {}

  /**
   * That of a spectrum.
   *
   * @param singularValues in any order; what rounding made negative counts as 0. Not all are 0
   */
  public static double of(double[] singularValues) {
    double sum = Arrays.stream(singularValues).filter(value -> value > 0).sum();
    double entropy =
        Arrays.stream(singularValues)
            .filter(value -> value > 0)
            .map(value -> value / sum)
            .map(share -> -share * Math.log(share))
            .sum();
    return Math.exp(entropy);
  }
}
