package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AcceptabilityTest {
  private static final Rows ROWS = Acceptability.rows();

  @Test
  void isBalanced() {
    assertThat(share(ROWS.train())).isBetween(0.49, 0.51);
    assertThat(share(ROWS.evaluation())).isBetween(0.49, 0.51);
  }

  @Test
  void splitsByRule() {
    assertThat(rules(ROWS.train())).doesNotContainAnyElementsOf(rules(ROWS.evaluation()));
    double evaluation = ROWS.evaluation().size();
    assertThat(evaluation / (evaluation + ROWS.train().size())).isBetween(0.08, 0.14);
  }

  @Test
  void everySentenceStandsOnceAndHasOneAnswer() {
    Set<String> ids =
        Stream.of(ROWS.train(), ROWS.evaluation())
            .flatMap(List::stream)
            .map(Example::id)
            .collect(Collectors.toSet());
    assertThat(ids).hasSize(ROWS.train().size() + ROWS.evaluation().size());
    for (List<Example> side : List.of(ROWS.train(), ROWS.evaluation())) {
      assertThat(side.stream().map(row -> Asked.text(row).toLowerCase(Locale.ROOT)))
          .doesNotHaveDuplicates();
    }
    assertThat(Texts.leaks(ROWS.train(), ROWS.evaluation())).isZero();
  }

  @Test
  void lengthTellsNothing() {
    double wrong = meanLength(0);
    double right = meanLength(1);
    assertThat(Math.abs(wrong - right) / right).isLessThan(0.02);
  }

  @Test
  void noMarkupIsLeft() {
    assertThat(ROWS.train())
        .allSatisfy(row -> assertThat(Asked.text(row)).doesNotContain("marker>").isNotBlank());
  }

  private static double meanLength(int label) {
    return ROWS.train().stream()
        .filter(row -> row.target().equals(new Target.Label(label)))
        .mapToInt(row -> Asked.text(row).length())
        .average()
        .orElseThrow();
  }

  private static double share(List<Example> rows) {
    return rows.stream().filter(row -> row.target().equals(new Target.Label(1))).count()
        / (double) rows.size();
  }

  private static Set<String> rules(List<Example> rows) {
    return rows.stream()
        .map(row -> row.id().substring(0, row.id().indexOf('/')))
        .collect(Collectors.toSet());
  }
}
