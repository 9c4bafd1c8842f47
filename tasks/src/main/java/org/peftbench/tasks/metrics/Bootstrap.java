package org.peftbench.tasks.metrics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The standard error of a figure by drawing rows anew, with replacement (Efron 1979): the same one
 * on every machine.
 */
final class Bootstrap {
  /** The error of the error is then about 2 %. */
  private static final int RESAMPLES = 1000;

  private static final long SEED = 20_250_101;

  private Bootstrap() {}

  /**
   * The standard deviation of a figure over resamples.
   *
   * @param rows how many rows there are
   * @param figure of the rows, each counted as often as it was drawn; a resample for which it is
   *     NaN is left out
   * @return NaN if fewer than two resamples have the figure
   */
  static double standardError(int rows, ToDoubleFunction<int[]> figure) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] figures =
        IntStream.range(0, RESAMPLES)
            .mapToDouble(resample -> figure.applyAsDouble(draw(rows, random)))
            .filter(Double::isFinite)
            .toArray();
    double mean = Arrays.stream(figures).average().orElse(Double.NaN);
    double squares = Arrays.stream(figures).map(value -> (value - mean) * (value - mean)).sum();
    return figures.length < 2 ? Double.NaN : Math.sqrt(squares / (figures.length - 1));
  }

  private static int[] draw(int rows, SplittableRandom random) {
    int[] counts = new int[rows];
    for (int i = 0; i < rows; i++) {
      counts[random.nextInt(rows)]++;
    }
    return counts;
  }
}
