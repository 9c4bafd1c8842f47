package org.peftbench.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PairedPermutationTest {
  private static final int RESAMPLES = 99_999;

  @Test
  void agreesWithScipy() throws Exception {
    for (JsonNode fixture : Fixture.cases("permutations")) {
      double[] values = Fixture.doubles(fixture.required("values"));
      double expected = fixture.required("p").doubleValue();
      // Few differences are tried out in full. Of many, random patterns are tried: four standard
      // errors of a proportion are allowed.
      double error = values.length == 10 ? 0 : Math.sqrt(expected * (1 - expected) / RESAMPLES);
      assertThat(PairedPermutation.pValue(values, RESAMPLES, 3))
          .as(fixture.required("name").textValue())
          .isCloseTo(expected, within(1e-12 + 4 * error));
    }
  }

  @Test
  void noDifferenceIsNoEvidence() {
    assertThat(PairedPermutation.pValue(new double[100], 999, 1)).isEqualTo(1);
    assertThat(PairedPermutation.pValue(new double[5], 999, 1)).isEqualTo(1);
  }

  @Test
  void isNeverZero() {
    double[] lead = new double[500];
    Arrays.fill(lead, 1);
    assertThat(PairedPermutation.pValue(lead, 999, 1)).isEqualTo(0.001);
  }

  @Test
  void needsPairs() {
    assertThatThrownBy(() -> PairedPermutation.pValue(new double[0], 99, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
