package org.peftbench.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WelchTest {
  @Test
  void agreesWithScipy() throws Exception {
    for (JsonNode expected : Fixture.cases("welch")) {
      Summary first = summary(Fixture.doubles(expected.required("first")));
      Summary second = summary(Fixture.doubles(expected.required("second")));
      double p = expected.required("p").doubleValue();
      assertThat(Welch.pValue(first, second)).isCloseTo(p, within(1e-10));
      assertThat(Welch.pValue(second, first)).isCloseTo(p, within(1e-10));
    }
  }

  @Test
  void withoutAnySpreadNothingIsSaid() {
    Summary one = Summary.of(List.of(0.5));
    Summary alike = summary(0.25, 0.25);
    assertThat(Welch.pValue(one, summary(0.1, 0.2))).isNull();
    assertThat(Welch.pValue(summary(0.1, 0.2), one)).isNull();
    assertThat(Welch.pValue(alike, summary(0.5, 0.5))).isNull();
  }

  private static Summary summary(double... values) {
    return Summary.of(Arrays.stream(values).boxed().toList());
  }
}
