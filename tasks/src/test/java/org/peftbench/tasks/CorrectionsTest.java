package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CorrectionsTest {
  private static final Rows ROWS = Corrections.rows();

  @Test
  void everySentenceIsToBeChanged() {
    assertThat(ROWS.train())
        .hasSizeGreaterThan(5000)
        .noneMatch(row -> Asked.text(row).equalsIgnoreCase(answer(row)))
        .allMatch(row -> !answer(row).isBlank());
  }

  @Test
  void splitsByRule() {
    List<String> train = ROWS.train().stream().map(CorrectionsTest::rule).distinct().toList();
    assertThat(ROWS.evaluation()).map(CorrectionsTest::rule).doesNotContainAnyElementsOf(train);
    assertThat(Texts.leaks(ROWS.train(), ROWS.evaluation())).isZero();
  }

  private static String rule(Example row) {
    return row.id().substring(0, row.id().indexOf('/'));
  }

  private static String answer(Example row) {
    return ((Target.Answers) row.target()).references().get(0);
  }
}
