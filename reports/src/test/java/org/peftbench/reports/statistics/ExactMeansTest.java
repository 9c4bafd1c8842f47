package org.peftbench.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class ExactMeansTest {
  @Test
  void rightAndWrongAreABinomial() {
    double[] values = IntStream.range(0, 250).mapToDouble(i -> i < 190 ? 1 : 0).toArray();
    ResampledMeans means = ExactMeans.of(values).orElseThrow();
    BinomialDistribution binomial = new BinomialDistribution(250, 190 / 250.0);
    for (double share : new double[] {0.001, 0.025, 0.3, 0.5, 0.975, 0.999}) {
      assertThat(means.quantile(share))
          .isEqualTo(binomial.inverseCumulativeProbability(share) / 250.0);
    }
    double below = binomial.cumulativeProbability(189) + binomial.probability(190) / 2;
    assertThat(means.shareBelowMean()).isCloseTo(below, within(1e-9));
  }

  /** Shares of five seeds, as floating point has them, on a step that does not start at zero. */
  @Test
  void coarseScoresAgreeWithManyResamples() {
    Random random = new Random(3);
    double[] values =
        random.ints(120, 0, 6).mapToDouble(right -> (right / 5.0 + 2 * right / 5.0) / 3).toArray();
    ResampledMeans exact = ExactMeans.of(values).orElseThrow();
    ResampledMeans sampled = SampledMeans.of(values, 400_000, 1);
    double deviation = exact.quantile(0.84) - exact.quantile(0.5);
    for (double share : new double[] {0.025, 0.16, 0.5, 0.84, 0.975}) {
      assertThat(exact.quantile(share))
          .isCloseTo(sampled.quantile(share), within(0.02 * deviation + 1.0 / 5 / 120));
    }
    assertThat(exact.shareBelowMean()).isCloseTo(sampled.shareBelowMean(), within(0.003));
  }

  @Test
  void fineScoresAreNotForIt() {
    assertThat(ExactMeans.of(new double[] {0, 0.31, 0.5, 1})).isEmpty();
    assertThat(ExactMeans.of(new double[] {0, 1e-6, 1})).isEmpty();
  }

  @Test
  void equalValuesAreAPoint() {
    ResampledMeans means = ExactMeans.of(new double[] {0.7, 0.7, 0.7}).orElseThrow();
    assertThat(means.quantile(0)).isEqualTo(0.7);
    assertThat(means.quantile(1)).isEqualTo(0.7);
  }
}
