package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.TaskDefinition.Kind;
import org.peftbench.tasks.metrics.Estimate;

class ScorersTest {
  private static final TaskDefinition ANY = TaskCatalog.named("mrpc");

  @ParameterizedTest
  @EnumSource
  void everyKindHasMetricsAndNoneIsDefinedOverNoRows(Kind kind) {
    assertThat(Scorers.of(kind)).isNotEmpty();
    Scorers.of(kind)
        .forEach(
            (name, scorer) ->
                assertThat(scorer.score(ANY, List.of())).as(name).isEqualTo(Estimate.UNDEFINED));
  }

  @Test
  void taggedSentencesAreCutAtBlanks() {
    List<Prediction> rows =
        List.of(row("B-A I-A O", "B-A I-A O"), row("B-A O B-B", "B-A I-A O"), row("O", "B-A"));
    assertThat(value(Kind.TAGGING, "accuracy", rows)).isCloseTo(4 / 7.0, within(1e-12));
    assertThat(value(Kind.TAGGING, "entity_precision", rows)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(value(Kind.TAGGING, "entity_recall", rows)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(value(Kind.TAGGING, "strict_entity_f1", rows)).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void anyRightAnswerCounts() {
    List<Prediction> rows =
        List.of(new Prediction("0", "Paris", "in paris", List.of(), List.of("in Paris"), null));
    assertThat(value(Kind.SPAN, "exact_match", rows)).isEqualTo(1);
    assertThat(value(Kind.SPAN, "f1", rows)).isEqualTo(1);
    assertThat(value(Kind.GENERATION, "accuracy", rows)).isZero(); // letter case counts
    assertThat(value(Kind.GENERATION, "rouge2", rows)).isEqualTo(1);
  }

  @Test
  void questionsWithoutAnswerAreCountedApart() {
    List<Prediction> rows =
        List.of(
            new Prediction("0", "", "", List.of(-1.0, 2.0)),
            new Prediction("1", "", "cat", List.of(4.0, 1.0)),
            new Prediction("2", "a cat", "cat", List.of(5.0, 0.0)),
            new Prediction("3", "a cat", "cat sat", List.of(3.0, 2.0)));
    assertThat(value(Kind.SPAN, "exact_match_v2", rows)).isEqualTo(2 / 4.0);
    assertThat(value(Kind.SPAN, "has_answer_exact_match", rows)).isEqualTo(1 / 2.0);
    assertThat(value(Kind.SPAN, "has_answer_f1", rows)).isCloseTo(5 / 6.0, within(1e-12));
    assertThat(value(Kind.SPAN, "no_answer_accuracy", rows)).isEqualTo(1 / 2.0);
    // With row 2 alone answered, only row 3 is wrong.
    assertThat(value(Kind.SPAN, "best_exact_match", rows)).isEqualTo(3 / 4.0);
  }

  @Test
  void numbersAreReadOnBothSides() {
    List<Prediction> rows = List.of(row("1,200", "It costs $1200."), row("#### 7", ""));
    assertThat(value(Kind.GENERATION, "numeric_accuracy", rows)).isEqualTo(1 / 2.0);
  }

  @Test
  void theFirstAnswerMentionedCounts() {
    List<Prediction> rows =
        List.of(
            row("answer1", "the correct answer is answer1, not answer2"),
            row("answer2", "answer1 or answer2"),
            row("answer10", "answer10"),
            row("answer1", ""));
    assertThat(value(Kind.GENERATION, "first_mention_accuracy", rows)).isEqualTo(2 / 4.0);
  }

  @Test
  void emptyGenerationsAndEmptyReferencesHaveScores() {
    for (Prediction row : List.of(row("cat", ""), row("", "cat"), row("...", "cat"))) {
      Scorers.of(Kind.GENERATION)
          .forEach(
              (name, scorer) ->
                  assertThat(scorer.score(ANY, List.of(row)).value()).as(name).isZero());
    }
    // Two empty texts are the same text, but share nothing.
    assertThat(value(Kind.GENERATION, "accuracy", List.of(row("", "")))).isEqualTo(1);
    assertThat(value(Kind.GENERATION, "exact_match", List.of(row("", "")))).isEqualTo(1);
    assertThat(value(Kind.GENERATION, "f1", List.of(row("", "")))).isZero();
    assertThat(value(Kind.GENERATION, "rougeL", List.of(row("", "")))).isZero();
  }

  @Test
  void onlyMeansAreWorthSomethingRowByRow() {
    Scorer f1 = Scorers.of(Kind.SPAN).get("f1");
    assertThat(f1.worth(row("cat", "cat sat")).orElseThrow()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(Scorers.of(Kind.TAGGING).get("entity_f1").worth(row("O", "O"))).isEmpty();
  }

  private static double value(Kind kind, String metric, List<Prediction> rows) {
    return Scorers.of(kind).get(metric).score(ANY, rows).value();
  }

  private static Prediction row(String gold, String predicted) {
    return new Prediction("row", gold, predicted, List.of());
  }
}
