package org.peftbench.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class WilcoxonTest {
  @Test
  void agreesWithScipy() throws Exception {
    for (JsonNode expected : Fixture.cases("wilcoxon")) {
      assertThat(Wilcoxon.pValue(Fixture.doubles(expected.required("values"))))
          .isCloseTo(expected.required("p").doubleValue(), within(1e-10));
    }
  }

  @Test
  void noDifferenceIsNoEvidence() {
    assertThat(Wilcoxon.pValue(new double[4])).isEqualTo(1);
    assertThatThrownBy(() -> Wilcoxon.pValue(new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
