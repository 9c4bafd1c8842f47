package org.peftbench.tasks.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EntityScoresTest {
  static Stream<JsonNode> reference() {
    return Reference.read("entities.json").valueStream();
  }

  @ParameterizedTest
  @MethodSource("reference")
  void equalsSeqeval(JsonNode row) {
    check(row, "lenient", Entity::lenient);
    if (row.has("strict")) {
      check(row, "strict", Entity::strict);
    }
  }

  private static void check(
      JsonNode row, String mode, Function<List<String>, List<Entity>> reading) {
    EntityScores scores =
        new EntityScores(sentences(row.get("gold")), sentences(row.get("predicted")), reading);
    JsonNode expected = row.get(mode);
    assertThat(scores.precision().value())
        .isCloseTo(expected.get("precision").doubleValue(), within(1e-9));
    assertThat(scores.recall().value())
        .isCloseTo(expected.get("recall").doubleValue(), within(1e-9));
    assertThat(scores.f1().value()).isCloseTo(expected.get("f1").doubleValue(), within(1e-9));
  }

  @Test
  void referenceIsLarge() {
    assertThat(reference()).hasSizeGreaterThan(200);
    assertThat(reference().filter(row -> row.has("strict"))).hasSizeGreaterThan(100);
  }

  @Test
  void nothingToFindAndNothingFoundIsNought() {
    EntityScores none = scores(List.of(List.of("O")), List.of(List.of("O")));
    assertThat(none.f1().value()).isZero();
    assertThat(scores(List.of(), List.of()).f1()).isEqualTo(Estimate.UNDEFINED);
  }

  @Test
  void refusesTagsWithoutPartner() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scores(List.of(List.of("O")), List.of(List.of("O", "O"))))
        .withMessage("sentence 0 has 1 gold but 2 predicted tags");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scores(List.of(List.of("O")), List.of()))
        .withMessage("1 gold but 0 predicted sentences");
  }

  @Test
  void refusesTagsOfAnotherScheme() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Entity.strict(List.of("O", "S-PER")))
        .withMessage("'S-PER' is no tag of IOB2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Entity.lenient(List.of("")))
        .withMessage("a tag must not be empty");
  }

  private static EntityScores scores(List<List<String>> gold, List<List<String>> predicted) {
    return new EntityScores(gold, predicted, Entity::lenient);
  }

  private static List<List<String>> sentences(JsonNode array) {
    return array.valueStream().map(Reference::texts).toList();
  }
}
