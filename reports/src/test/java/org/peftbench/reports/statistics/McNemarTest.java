package org.peftbench.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class McNemarTest {
  @Test
  void agreesWithScipy() throws Exception {
    for (JsonNode expected : Fixture.cases("mcnemar")) {
      int first = expected.required("first").intValue();
      int second = expected.required("second").intValue();
      assertThat(McNemar.pValue(first, second))
          .isCloseTo(expected.required("p").doubleValue(), within(1e-12));
      assertThat(McNemar.pValue(second, first)).isEqualTo(McNemar.pValue(first, second));
    }
  }

  @Test
  void noDisagreementIsNoEvidence() {
    assertThat(McNemar.pValue(0, 0)).isEqualTo(1);
    assertThatThrownBy(() -> McNemar.pValue(-1, 2)).isInstanceOf(IllegalArgumentException.class);
  }
}
