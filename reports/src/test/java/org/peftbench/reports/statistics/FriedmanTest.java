package org.peftbench.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class FriedmanTest {
  @Test
  void agreesWithScipy() throws Exception {
    for (JsonNode expected : Fixture.cases("friedman")) {
      double[][] scores =
          StreamSupport.stream(expected.required("scores").spliterator(), false)
              .map(Fixture::doubles)
              .toArray(double[][]::new);
      Friedman friedman = Friedman.of(scores);
      double[] ranks = Fixture.doubles(expected.required("ranks"));
      for (int method = 0; method < ranks.length; method++) {
        assertThat(friedman.meanRanks().get(method)).isCloseTo(ranks[method], within(1e-12));
      }
      assertThat(friedman.statistic())
          .isCloseTo(expected.required("statistic").doubleValue(), within(1e-9));
      assertThat(friedman.pValue()).isCloseTo(expected.required("p").doubleValue(), within(1e-9));
      assertThat(friedman.criticalDifference())
          .isCloseTo(expected.required("critical_difference").doubleValue(), within(1e-6));
    }
  }

  @Test
  void roundingBreaksNoTie() {
    double third = 1 - 2 / 3.0;
    double[][] scores = {{1 / 3.0, third, 0.2}, {third, 1 / 3.0, 0.2}};
    assertThat(Friedman.of(scores).meanRanks()).containsExactly(1.5, 1.5, 3.0);
  }

  @Test
  void equalScoresAreNoEvidence() {
    assertThat(Friedman.of(new double[4][3]).pValue()).isEqualTo(1);
  }

  @Test
  void needsTasksAndMethods() {
    assertThatThrownBy(() -> Friedman.of(new double[][] {{1, 2}}))
        .hasMessageContaining("two tasks and two methods, got 1 and 2");
  }
}
