package org.peftbench.tasks.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NumbersTest {
  static Stream<JsonNode> reference() {
    return Reference.read("numbers.json").valueStream();
  }

  @ParameterizedTest
  @MethodSource("reference")
  void equalsPython(JsonNode row) {
    String answer = row.get("answer").textValue();
    if (row.get("number").isNull()) {
      assertThat(Numbers.last(answer)).isEmpty();
    } else {
      assertThat(Numbers.last(answer)).hasValue(row.get("number").doubleValue());
    }
    assertThat(Numbers.isRight(row.get("gold").doubleValue(), answer))
        .isEqualTo(row.get("right").booleanValue());
  }

  @Test
  void referenceIsLarge() {
    assertThat(reference()).hasSizeGreaterThan(200);
    assertThat(reference().filter(row -> row.get("right").booleanValue())).hasSizeGreaterThan(50);
  }

  @Test
  void emptyAnswerIsWrong() {
    assertThat(Numbers.isRight(0, "")).isFalse();
  }
}
