package org.peftbench.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class SeedsNeededTest {
  @Test
  void agreesWithScipy() throws Exception {
    for (JsonNode expected : Fixture.cases("seeds")) {
      double difference = expected.required("difference").doubleValue();
      double deviation = expected.required("deviation").doubleValue();
      assertThat(SeedsNeeded.power(difference, deviation, expected.required("seeds").intValue()))
          .isCloseTo(expected.required("power").doubleValue(), within(1e-5));
      assertThat(SeedsNeeded.of(difference, deviation))
          .hasValue(expected.required("needed").intValue());
    }
  }

  @Test
  void theExtremesAreSaidPlainly() {
    assertThat(SeedsNeeded.of(0.01, 0)).hasValue(2);
    assertThat(SeedsNeeded.of(0.01, 1)).isEmpty();
  }
}
