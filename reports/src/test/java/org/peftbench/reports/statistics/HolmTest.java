package org.peftbench.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
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
  void whatWasNotTestedKeepsItsPlaceAndCountsForNothing() {
    assertThat(Holm.adjust(Arrays.asList(0.02, null, 0.01, null)))
        .containsExactly(0.02, null, 0.02, null);
  }

  @Test
  void takesNothing() {
    assertThat(Holm.adjust(new double[0])).isEmpty();
  }
}
