package org.peftbench.tasks.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorrelationTest {
  static Stream<JsonNode> reference() {
    return Reference.cases("regression");
  }

  @ParameterizedTest
  @MethodSource("reference")
  void equalsSciPy(JsonNode row) {
    double[] x = Reference.numbers(row.get("x"));
    double[] y = Reference.numbers(row.get("y"));
    check(Correlation.pearson(x, y).value(), row.get("expected").get("pearson"));
    check(Correlation.spearman(x, y).value(), row.get("expected").get("spearman"));
    if (row.has("standard_error")) {
      // The reference is a difference quotient, good to about eight digits.
      assertThat(Correlation.pearson(x, y).standardError())
          .isCloseTo(row.get("standard_error").doubleValue(), within(1e-7));
    }
  }

  private static void check(double actual, JsonNode expected) {
    if (expected.isNull()) {
      assertThat(actual).isNaN();
    } else {
      assertThat(actual).isCloseTo(expected.doubleValue(), within(1e-9));
    }
  }

  @Test
  void referenceIsLarge() {
    assertThat(reference()).hasSizeGreaterThan(200);
    assertThat(reference().filter(row -> row.has("standard_error"))).hasSizeGreaterThan(50);
  }

  @Test
  void isUndefinedWhereANumberIsNotFinite() {
    double[] x = {1, 2, Double.NaN};
    double[] y = {1, 2, Double.POSITIVE_INFINITY};
    double[] z = {1, 2, 3};
    assertThat(Correlation.pearson(x, z)).isEqualTo(Estimate.UNDEFINED);
    assertThat(Correlation.pearson(z, y)).isEqualTo(Estimate.UNDEFINED);
    assertThat(Correlation.spearman(x, z)).isEqualTo(Estimate.UNDEFINED);
    assertThat(Correlation.spearman(z, y)).isEqualTo(Estimate.UNDEFINED);
  }

  /**
   * Of normal numbers in good number, where theory knows it: (1 - rho²)/√n, times 1.06 for ranks.
   */
  @Test
  void standardErrorsAgreeWithTheory() {
    Random random = new Random(3);
    int rows = 4000;
    double[] x = random.doubles(rows).map(u -> random.nextGaussian()).toArray();
    double[] y = Arrays.stream(x).map(value -> value + random.nextGaussian()).toArray();
    double expected = 0.5 / Math.sqrt(rows); // rho² is 1/2
    assertThat(Correlation.pearson(x, y).standardError()).isCloseTo(expected, withinPercentage(5));
    assertThat(Correlation.spearman(x, y).standardError())
        .isCloseTo(1.13 * expected, withinPercentage(8));
  }

  @Test
  void standardErrorOfRanksIsTheSameOnEveryCall() {
    double[] x = {1, 2, 2, 4, 5};
    double[] y = {2, 1, 4, 4, 3};
    assertThat(Correlation.spearman(x, y)).isEqualTo(Correlation.spearman(x, y));
    assertThat(Correlation.spearman(x, y).standardError()).isPositive();
  }

  @Test
  void refusesRowsOfDifferentLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Correlation.pearson(new double[3], new double[2]))
        .withMessage("3 numbers against 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Correlation.spearman(new double[] {1, 2, 3}, new double[] {1, 2}));
  }
}
