package org.peftbench.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void agreesWithScipy() throws Exception {
    for (JsonNode expected : Fixture.cases("summaries")) {
      double[] values = Fixture.doubles(expected.required("values"));
      Summary summary = Summary.of(Arrays.stream(values).boxed().toList());
      assertThat(summary.mean()).isCloseTo(expected.required("mean").doubleValue(), within(1e-12));
      assertThat(summary.deviation())
          .isCloseTo(expected.required("deviation").doubleValue(), within(1e-12));
      Interval interval = summary.tInterval(0.95);
      assertThat(interval).isNotNull();
      assertThat(interval.low()).isCloseTo(expected.required("low").doubleValue(), within(1e-8));
      assertThat(interval.high()).isCloseTo(expected.required("high").doubleValue(), within(1e-8));
    }
  }

  @Test
  void oneValueHasNoSpread() {
    Summary summary = Summary.of(List.of(0.5));
    assertThat(summary.deviation()).isNull();
    assertThat(summary.tInterval(0.95)).isNull();
  }

  @Test
  void nothingCantBeSummedUp() {
    assertThatThrownBy(() -> Summary.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
