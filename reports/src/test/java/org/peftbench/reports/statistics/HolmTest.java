package org.peftbench.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class HolmTest {
  @Test
  void followsTheDefinition() throws Exception {
    for (JsonNode expected : Fixture.cases("holm")) {
      assertThat(Holm.adjust(Fixture.doubles(expected.required("raw"))))
          .containsExactly(Fixture.doubles(expected.required("adjusted")), within(1e-15));
    }
  }

  @Test
  void takesNothing() {
    assertThat(Holm.adjust(new double[0])).isEmpty();
  }
}
