package org.peftbench.reports.statistics;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * The distribution itself, where values lie on a ladder of {@link Steps}: the sum of n draws then
 * has the n-th power of one draw's characteristic function, and no random number is needed.
 */
final class ExactMeans implements ResampledMeans {
  /** Sums told apart; more memory than time. */
  private static final int MOST_SUMS = 1 << 20;

  /** Below this a probability is a rounding error of the transform. */
  private static final double NOTHING = 1e-13;

  private final double least;
  private final double step;
  private final int draws;
  private final int own;
  private final double[] cumulative;

  private ExactMeans(double least, double step, int draws, int own, double[] cumulative) {
    this.least = least;
    this.step = step;
    this.draws = draws;
    this.own = own;
    this.cumulative = cumulative;
  }

  /** Of these values, if they are coarse enough. */
  static Optional<ResampledMeans> of(double[] values) {
    double least = Arrays.stream(values).min().orElseThrow();
    Optional<Steps> steps = Steps.of(values, least);
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    int[] multiples = steps.get().multiples();
    int largest = Arrays.stream(multiples).max().orElseThrow();
    long sums = 1 + (long) largest * values.length;
    return sums > MOST_SUMS
        ? Optional.empty()
        : Optional.of(
            new ExactMeans(
                least,
                steps.get().step(),
                values.length,
                (int) steps.get().sum(),
                cumulative(multiples, (int) sums)));
  }

  private static double[] cumulative(int[] multiples, int sums) {
    int length = Math.max(2, Integer.highestOneBit(2 * sums - 1)); // a power of two, >= sums
    double[] one = new double[length];
    for (int multiple : multiples) {
      one[multiple] += 1.0 / multiples.length;
    }
    FastFourierTransformer fourier = new FastFourierTransformer(DftNormalization.STANDARD);
    Complex[] characteristic = fourier.transform(one, TransformType.FORWARD);
    for (int i = 0; i < length; i++) {
      characteristic[i] = power(characteristic[i], multiples.length);
    }
    Complex[] all = fourier.transform(characteristic, TransformType.INVERSE);
    double[] cumulative = new double[sums];
    double sum = 0;
    for (int i = 0; i < sums; i++) {
      double probability = all[i].getReal();
      sum += probability < NOTHING ? 0 : probability;
      cumulative[i] = sum;
    }
    for (int i = 0; i < sums; i++) {
      cumulative[i] /= sum;
    }
    return cumulative;
  }

  private static Complex power(Complex base, int exponent) {
    Complex result = Complex.ONE;
    Complex square = base;
    for (int rest = exponent; rest > 0; rest >>= 1) {
      result = (rest & 1) == 1 ? result.multiply(square) : result;
      square = square.multiply(square);
    }
    return result;
  }

  @Override
  public double quantile(double share) {
    int sum = 0;
    while (sum < cumulative.length - 1 && (cumulative[sum] < share || cumulative[sum] == 0)) {
      sum++;
    }
    return least + step * sum / draws;
  }

  @Override
  public double shareBelowMean() {
    double below = own == 0 ? 0 : cumulative[own - 1];
    return (below + cumulative[own]) / 2;
  }
}
