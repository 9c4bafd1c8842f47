package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.peftbench.results.Prediction;

class AnswerSheetTest {
  @Test
  void countsWhatIsTakenForWhat() {
    AnswerSheet sheet =
        AnswerSheet.of(
            List.of(
                answer("1", "no", "yes", 1, 3),
                answer("2", "no", "yes", 1, 9),
                answer("3", "yes", "yes", 1, 2),
                answer("4", "yes", "maybe", 0, 1)));
    assertThat(sheet.numbers()).isFalse();
    assertThat(sheet.labels()).containsExactly("maybe", "no", "yes");
    assertThat(sheet.count("no", "yes")).isEqualTo(2);
    assertThat(sheet.count("yes", "yes")).isOne();
    assertThat(sheet.count("yes", "maybe")).isOne();
    assertThat(sheet.count("maybe", "yes")).isZero();
    assertThat(sheet.worst()).extracting(Prediction::id).containsExactly("2", "1", "4");
    assertThat(sheet.excess(sheet.worst().get(0))).isEqualTo(4);
  }

  @Test
  void numbersAreWrongByTheirDistance() {
    AnswerSheet sheet =
        AnswerSheet.of(List.of(answer("1", "2.0", "2.5", 2.5), answer("2", "2.0", "-1.0", -1)));
    assertThat(sheet.numbers()).isTrue();
    assertThat(sheet.labels()).isEmpty();
    assertThat(sheet.worst()).extracting(Prediction::id).containsExactly("2", "1");
    assertThat(sheet.excess(sheet.worst().get(0))).isEqualTo(3);
  }

  @Test
  void staysSmall() {
    List<Prediction> answers =
        IntStream.range(0, 1000)
            .mapToObj(i -> answer("example-" + i, "text " + i, "another", 0, i))
            .toList();
    AnswerSheet sheet = AnswerSheet.of(answers);
    assertThat(sheet.labels()).isEmpty();
    assertThat(sheet.worst()).hasSize(10).startsWith(answers.get(999));
    assertThat(AnswerSheet.of(answers.subList(0, 29)).labels()).hasSize(30);
    assertThat(AnswerSheet.of(answers.subList(0, 30)).labels()).isEmpty();
  }

  @Test
  void ofNoAnswersThereIsNothingToSay() {
    AnswerSheet sheet = AnswerSheet.of(List.of());
    assertThat(sheet.labels()).isEmpty();
    assertThat(sheet.worst()).isEmpty();
  }

  private static Prediction answer(String id, String gold, String predicted, double... scores) {
    return new Prediction(
        id, gold, predicted, IntStream.range(0, scores.length).mapToObj(i -> scores[i]).toList());
  }
}
