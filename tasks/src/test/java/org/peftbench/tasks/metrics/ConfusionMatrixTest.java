package org.peftbench.tasks.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfusionMatrixTest {
  static Stream<JsonNode> reference() {
    return Reference.cases("classification");
  }

  @ParameterizedTest
  @MethodSource("reference")
  void equalsScikitLearn(JsonNode row) {
    ConfusionMatrix matrix =
        new ConfusionMatrix(
            row.get("classes").intValue(),
            integers(row.get("gold")),
            integers(row.get("predicted")));
    for (Map.Entry<String, JsonNode> figure : row.get("expected").properties()) {
      assertThat(figure(matrix, figure.getKey()).value())
          .as(figure.getKey())
          .isCloseTo(figure.getValue().doubleValue(), within(1e-9));
    }
    for (Map.Entry<String, JsonNode> error : row.get("standard_errors").properties()) {
      // The reference is a difference quotient, good to about eight digits.
      assertThat(figure(matrix, error.getKey()).standardError())
          .as("standard error of " + error.getKey())
          .isCloseTo(error.getValue().doubleValue(), within(1e-7));
    }
  }

  @Test
  void referenceIsLarge() {
    assertThat(reference()).hasSizeGreaterThan(200);
    assertThat(reference().filter(row -> row.get("standard_errors").has("matthews_correlation")))
        .hasSizeGreaterThan(50);
  }

  @Test
  void nothingIsDefinedOverNoRows() {
    ConfusionMatrix empty = new ConfusionMatrix(2, List.of(), List.of());
    for (String name :
        List.of("accuracy", "micro_f1", "macro_f1", "matthews_correlation", "f1_1")) {
      assertThat(figure(empty, name).value()).isNaN();
      assertThat(figure(empty, name).standardError()).isNaN();
    }
  }

  @Test
  void oneRowHasNoStandardError() {
    Estimate accuracy = new ConfusionMatrix(2, List.of(1), List.of(1)).accuracy();
    assertThat(accuracy.value()).isEqualTo(1);
    assertThat(accuracy.standardError()).isNaN();
  }

  @Test
  void refusesRowsWithoutPartner() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConfusionMatrix(2, List.of(1), List.of()))
        .withMessage("1 gold but 0 predicted");
  }

  private static Estimate figure(ConfusionMatrix matrix, String name) {
    return switch (name) {
      case "accuracy" -> matrix.accuracy();
      case "micro_f1" -> matrix.microF1();
      case "macro_f1" -> matrix.macroF1();
      case "matthews_correlation" -> matrix.matthewsCorrelation();
      default -> matrix.f1(Integer.parseInt(name.replace("f1_", "")));
    };
  }

  private static List<Integer> integers(JsonNode array) {
    return array.valueStream().map(JsonNode::intValue).toList();
  }
}
