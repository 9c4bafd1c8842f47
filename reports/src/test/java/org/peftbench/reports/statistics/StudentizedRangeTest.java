package org.peftbench.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class StudentizedRangeTest {
  @Test
  void agreesWithScipy() throws Exception {
    for (JsonNode expected : Fixture.cases("studentized_range")) {
      int groups = expected.required("groups").intValue();
      double range = expected.required("range").doubleValue();
      assertThat(StudentizedRange.cumulative(range, groups))
          .isCloseTo(expected.required("cumulative").doubleValue(), within(1e-9));
      assertThat(StudentizedRange.critical(0.05, groups))
          .isCloseTo(expected.required("critical").doubleValue(), within(1e-6));
    }
  }

  @Test
  void ofTwoNothingIsCorrected() {
    for (double p : new double[] {1e-5, 0.03, 0.6, 1}) {
      assertThat(StudentizedRange.adjust(p, 2)).isCloseTo(p, within(1e-9));
    }
    assertThat(StudentizedRange.adjust(0.01, 7)).isBetween(0.06, 0.14);
    assertThatThrownBy(() -> StudentizedRange.adjust(0.5, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
