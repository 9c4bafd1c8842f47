package org.peftbench.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  /** Both sides resample at random: half a hundredth is above their error, far below the width. */
  private static final Offset<Double> RANDOM = within(0.005);

  private static final int RESAMPLES = 99_999;

  @Test
  void agreesWithScipy() throws Exception {
    for (JsonNode expected : Fixture.cases("bootstraps")) {
      double[] values = Fixture.doubles(expected.required("values"));
      same(Bootstrap.percentile(values, 0.95, RESAMPLES, 1), expected.required("percentile"));
      same(Bootstrap.bca(values, 0.95, RESAMPLES, 1), expected.required("bca"));
    }
  }

  private static void same(Interval interval, JsonNode expected) {
    assertThat(interval.low()).isCloseTo(expected.get(0).doubleValue(), RANDOM);
    assertThat(interval.high()).isCloseTo(expected.get(1).doubleValue(), RANDOM);
  }

  @Test
  void sameSeedSameInterval() {
    double[] values = {0, 1, 1, 1, 0, 1};
    assertThat(Bootstrap.bca(values, 0.95, 999, 5)).isEqualTo(Bootstrap.bca(values, 0.95, 999, 5));
  }

  @Test
  void equalValuesGiveAPoint() {
    assertThat(Bootstrap.bca(new double[] {1, 1, 1}, 0.95, 99, 1)).isEqualTo(new Interval(1, 1));
  }

  @Test
  void nothingCantBeResampled() {
    assertThatThrownBy(() -> Bootstrap.bca(new double[0], 0.95, 99, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
