package org.peftbench.tasks.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NoAnswerThresholdTest {
  static Stream<JsonNode> reference() {
    return Reference.read("squad_sets.json").valueStream();
  }

  @ParameterizedTest
  @MethodSource("reference")
  void version2EqualsTheOfficialScript(JsonNode set) {
    List<SquadAnswer> answers =
        set.get("rows")
            .valueStream()
            .map(
                row ->
                    SquadAnswer.version2(
                        Reference.texts(row.get("golds")), row.get("predicted").textValue()))
            .toList();
    double[] noAnswer =
        set.get("rows")
            .valueStream()
            .mapToDouble(row -> row.get("no_answer").doubleValue())
            .toArray();
    JsonNode expected = set.get("expected");
    checkMean(expected, "exact", answers, row -> true, SquadAnswer::exact);
    checkMean(expected, "f1", answers, row -> true, SquadAnswer::f1);
    checkMean(expected, "HasAns_exact", answers, SquadAnswer::hasAnswer, SquadAnswer::exact);
    checkMean(expected, "HasAns_f1", answers, SquadAnswer::hasAnswer, SquadAnswer::f1);
    checkMean(expected, "NoAns_exact", answers, row -> !row.hasAnswer(), SquadAnswer::exact);
    checkMean(expected, "NoAns_f1", answers, row -> !row.hasAnswer(), SquadAnswer::f1);
    check(expected, "exact", NoAnswerThreshold.search(answers, SquadAnswer::exact, noAnswer));
    check(expected, "f1", NoAnswerThreshold.search(answers, SquadAnswer::f1, noAnswer));
  }

  @Test
  void referenceIsLarge() {
    assertThat(reference().mapToInt(set -> set.get("rows").size()).sum()).isGreaterThan(200);
  }

  @Test
  void nothingIsDefinedOverNoRows() {
    NoAnswerThreshold none = NoAnswerThreshold.search(List.of(), SquadAnswer::exact, new double[0]);
    assertThat(none.best()).isEqualTo(Estimate.UNDEFINED);
  }

  private static void checkMean(
      JsonNode expected,
      String name,
      List<SquadAnswer> answers,
      Predicate<SquadAnswer> which,
      ToDoubleFunction<SquadAnswer> score) {
    double mean =
        Estimate.mean(answers.stream().filter(which).mapToDouble(score).toArray()).value();
    if (expected.has(name)) {
      assertThat(mean).as(name).isCloseTo(expected.get(name).doubleValue(), within(1e-9));
    } else {
      assertThat(mean).isNaN();
    }
  }

  private static void check(JsonNode expected, String name, NoAnswerThreshold found) {
    assertThat(found.best().value())
        .isCloseTo(expected.get("best_" + name).doubleValue(), within(1e-9));
    assertThat(found.threshold()).isEqualTo(expected.get("best_" + name + "_thresh").doubleValue());
    assertThat(found.best().standardError()).isNotNegative();
  }
}
