package org.peftbench.tasks.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EstimateTest {
  @Test
  void meanHasTheTextbooksStandardError() {
    Estimate mean = Estimate.mean(new double[] {1, 2, 4, 5});
    assertThat(mean.value()).isEqualTo(3);
    // sample variance 10/3, over 4 rows
    assertThat(mean.standardError()).isCloseTo(Math.sqrt(10 / 3.0 / 4), within(1e-15));
  }

  @Test
  void ratioOfEqualDenominatorsIsAMean() {
    Estimate ratio = Estimate.ratio(new double[] {2, 4, 8, 10}, new double[] {2, 2, 2, 2});
    Estimate mean = Estimate.mean(new double[] {1, 2, 4, 5});
    assertThat(ratio.value()).isEqualTo(mean.value());
    assertThat(ratio.standardError()).isCloseTo(mean.standardError(), within(1e-15));
  }

  @Test
  void ratioOfNothingIsNought() {
    assertThat(Estimate.ratio(new double[2], new double[2])).isEqualTo(new Estimate(0, 0));
    assertThat(Estimate.ratio(new double[0], new double[0])).isEqualTo(Estimate.UNDEFINED);
    assertThat(Estimate.mean(new double[0])).isEqualTo(Estimate.UNDEFINED);
  }

  @Test
  void ratioAgreesWithTheBootstrap() {
    int rows = 400;
    double[] above = new double[rows];
    double[] below = new double[rows];
    for (int i = 0; i < rows; i++) {
      below[i] = 1 + i % 7;
      above[i] = i * 31 % 11 < 6 ? below[i] : 0;
    }
    double bootstrap =
        Bootstrap.standardError(
            rows,
            counts -> {
              double a = 0;
              double b = 0;
              for (int i = 0; i < rows; i++) {
                a += counts[i] * above[i];
                b += counts[i] * below[i];
              }
              return a / b;
            });
    assertThat(Estimate.ratio(above, below).standardError())
        .isCloseTo(bootstrap, within(0.07 * bootstrap));
  }

  @Test
  void oneRowHasNoStandardError() {
    assertThat(Estimate.mean(new double[] {3})).isEqualTo(new Estimate(3, Double.NaN));
  }
}
