package org.peftbench.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WilcoxonTest {
  @Test
  void agreesWithScipy() throws Exception {
    for (JsonNode expected : Fixture.cases("wilcoxon")) {
      assertThat(Wilcoxon.pValue(Fixture.doubles(expected.required("values"))))
          .isCloseTo(expected.required("p").doubleValue(), within(1e-10));
    }
  }

  /** With three seeds 1 − 2/3 and 2/3 − 1/3 are two doubles, and one difference. */
  @Test
  void roundingBreaksNoTie() {
    double[] thirds = new double[60];
    double[] whole = new double[60];
    for (int i = 0; i < whole.length; i++) {
      int first = i % 4;
      int second = (i * i + i / 7) % 4;
      thirds[i] = first / 3.0 - second / 3.0;
      whole[i] = first - second;
    }
    assertThat(Wilcoxon.pValue(thirds)).isEqualTo(Wilcoxon.pValue(whole));
    double[] few = Arrays.copyOf(thirds, 20);
    assertThat(Wilcoxon.pValue(few)).isEqualTo(Wilcoxon.pValue(Arrays.copyOf(whole, 20)));
  }

  @Test
  void noDifferenceIsNoEvidence() {
    assertThat(Wilcoxon.pValue(new double[4])).isEqualTo(1);
    assertThatThrownBy(() -> Wilcoxon.pValue(new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
