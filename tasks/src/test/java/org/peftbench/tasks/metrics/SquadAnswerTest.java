package org.peftbench.tasks.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SquadAnswerTest {
  static Stream<JsonNode> reference() {
    return Reference.read("squad.json").valueStream();
  }

  @ParameterizedTest
  @MethodSource("reference")
  void version1EqualsTheOfficialScript(JsonNode row) {
    SquadAnswer answer =
        SquadAnswer.version1(Reference.texts(row.get("golds")), row.get("predicted").textValue());
    assertThat(answer.exact()).isEqualTo(row.get("exact").doubleValue());
    assertThat(answer.f1()).isCloseTo(row.get("f1").doubleValue(), within(1e-9));
  }

  @Test
  void referenceIsLarge() {
    assertThat(reference()).hasSizeGreaterThan(200);
    assertThat(reference().filter(row -> row.get("exact").doubleValue() == 1))
        .hasSizeGreaterThan(20);
  }

  @Test
  void emptyAnswerIsWrongWhereThereIsOne() {
    assertThat(SquadAnswer.version1(List.of("cat"), ""))
        .isEqualTo(new SquadAnswer(true, false, 0, 0));
    assertThat(SquadAnswer.version2(List.of("cat"), ""))
        .isEqualTo(new SquadAnswer(true, false, 0, 0));
  }

  @Test
  void emptyAnswerIsRightWhereThereIsNone() {
    assertThat(SquadAnswer.version2(List.of(), "")).isEqualTo(new SquadAnswer(false, false, 1, 1));
    assertThat(SquadAnswer.version2(List.of(), "cat"))
        .isEqualTo(new SquadAnswer(false, true, 0, 0));
    assertThat(SquadAnswer.version1(List.of(), "")).isEqualTo(new SquadAnswer(false, false, 0, 0));
  }

  @Test
  void aReferenceWithoutWordsHasADefinedScore() {
    assertThat(SquadAnswer.version1(List.of("the"), "a"))
        .isEqualTo(new SquadAnswer(true, true, 1, 0));
    assertThat(SquadAnswer.version2(List.of("the"), "a"))
        .isEqualTo(new SquadAnswer(true, true, 1, 1));
  }
}
