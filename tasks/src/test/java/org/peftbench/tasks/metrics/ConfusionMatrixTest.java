package org.peftbench.tasks.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfusionMatrixTest {
  private static final Offset<Double> EQUAL = within(1e-9);

  static Stream<JsonNode> reference() {
    return Reference.cases("classification");
  }

  @ParameterizedTest
  @MethodSource("reference")
  void equalsScikitLearn(JsonNode row) {
    int classes = row.get("classes").intValue();
    ConfusionMatrix matrix =
        new ConfusionMatrix(classes, integers(row.get("gold")), integers(row.get("predicted")));
    JsonNode expected = row.get("expected");
    assertThat(matrix.accuracy()).isCloseTo(expected.get("accuracy").doubleValue(), EQUAL);
    assertThat(matrix.macroF1()).isCloseTo(expected.get("macro_f1").doubleValue(), EQUAL);
    assertThat(matrix.matthewsCorrelation())
        .isCloseTo(expected.get("matthews_correlation").doubleValue(), EQUAL);
    for (int c = 0; c < classes; c++) {
      assertThat(matrix.f1(c)).isCloseTo(expected.get("f1_" + c).doubleValue(), EQUAL);
    }
  }

  @Test
  void referenceIsLarge() {
    assertThat(reference()).hasSizeGreaterThan(100);
  }

  @Test
  void nothingIsDefinedOverNoRows() {
    ConfusionMatrix empty = new ConfusionMatrix(2, List.of(), List.of());
    assertThat(empty.accuracy()).isNaN();
    assertThat(empty.f1(1)).isNaN();
    assertThat(empty.macroF1()).isNaN();
    assertThat(empty.matthewsCorrelation()).isNaN();
  }

  @Test
  void refusesRowsWithoutPartner() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConfusionMatrix(2, List.of(1), List.of()))
        .withMessage("1 gold but 0 predicted");
  }

  private static List<Integer> integers(JsonNode array) {
    return array.valueStream().map(JsonNode::intValue).toList();
  }
}
