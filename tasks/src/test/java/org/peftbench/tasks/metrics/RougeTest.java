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
import org.peftbench.tasks.metrics.Rouge.Variant;

class RougeTest {
  private static final Map<String, Variant> VARIANTS =
      Map.of(
          "rouge1", Variant.ROUGE_1,
          "rouge2", Variant.ROUGE_2,
          "rougeL", Variant.ROUGE_L,
          "rougeLsum", Variant.ROUGE_L_SUM);

  static Stream<JsonNode> reference() {
    return Reference.read("rouge.json").valueStream();
  }

  @ParameterizedTest
  @MethodSource("reference")
  void equalsRougeScore(JsonNode row) {
    check(row, "stemmed", true);
    check(row, "plain", false);
  }

  private static void check(JsonNode row, String form, boolean stemming) {
    for (Map.Entry<String, JsonNode> figure : row.get(form).properties()) {
      Rouge rouge = new Rouge(VARIANTS.get(figure.getKey()), stemming);
      Rouge.Score score =
          rouge.score(Reference.texts(row.get("golds")), row.get("predicted").textValue());
      assertThat(new double[] {score.precision(), score.recall(), score.f1()})
          .as(figure.getKey())
          .containsExactly(Reference.numbers(figure.getValue()), within(1e-9));
    }
  }

  @Test
  void referenceIsLarge() {
    assertThat(reference()).hasSizeGreaterThan(200);
  }

  @Test
  void emptyTextsScoreNought() {
    for (Variant variant : Variant.values()) {
      Rouge rouge = new Rouge(variant, true);
      assertThat(rouge.score(List.of("cat"), "")).isEqualTo(new Rouge.Score(0, 0, 0));
      assertThat(rouge.score(List.of(""), "cat")).isEqualTo(new Rouge.Score(0, 0, 0));
      assertThat(rouge.score(List.of(""), "")).isEqualTo(new Rouge.Score(0, 0, 0));
    }
  }

  @Test
  void refusesATextWithoutReference() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rouge(Variant.ROUGE_1, true).score(List.of(), "cat"))
        .withMessage("a text needs a reference");
  }
}
