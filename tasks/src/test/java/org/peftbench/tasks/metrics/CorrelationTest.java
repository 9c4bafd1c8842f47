package org.peftbench.tasks.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
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
    double[] x = numbers(row.get("x"));
    double[] y = numbers(row.get("y"));
    check(Correlation.pearson(x, y), row.get("expected").get("pearson"));
    check(Correlation.spearman(x, y), row.get("expected").get("spearman"));
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
    assertThat(reference()).hasSizeGreaterThan(100);
  }

  @Test
  void isUndefinedWhereANumberIsNotFinite() {
    double[] x = {1, 2, Double.NaN};
    double[] y = {1, 2, Double.POSITIVE_INFINITY};
    double[] z = {1, 2, 3};
    assertThat(Correlation.pearson(x, z)).isNaN();
    assertThat(Correlation.pearson(z, y)).isNaN();
    assertThat(Correlation.spearman(x, z)).isNaN();
    assertThat(Correlation.spearman(z, y)).isNaN();
  }

  @Test
  void refusesRowsOfDifferentLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Correlation.pearson(new double[3], new double[2]))
        .withMessage("3 numbers against 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Correlation.spearman(new double[] {1, 2, 3}, new double[] {1, 2}));
  }

  private static double[] numbers(JsonNode array) {
    return array.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
  }
}
