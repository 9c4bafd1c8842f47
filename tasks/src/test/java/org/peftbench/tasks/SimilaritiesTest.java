package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimilaritiesTest {
  private static final Rows ROWS = Similarities.rows();

  @Test
  void scoresAreSpreadOverTheRangeAlikeOnBothSides() {
    for (int low = 0; low < 5; low++) {
      double train = share(ROWS.train(), low);
      assertThat(train).isBetween(0.05, 0.4);
      assertThat(share(ROWS.evaluation(), low)).isBetween(train - 0.03, train + 0.03);
    }
  }

  @Test
  void noNounIsPairedWithItself() {
    assertThat(ROWS.train()).noneMatch(row -> Asked.text(row).equals(Asked.pair(row)));
  }

  @Test
  void noNounStandsOnBothSides() {
    Set<String> train = texts(ROWS.train());
    assertThat(texts(ROWS.evaluation())).noneMatch(train::contains);
  }

  private static Set<String> texts(List<Example> rows) {
    Set<String> texts = new HashSet<>();
    rows.forEach(row -> texts.addAll(List.of(Asked.text(row), Asked.pair(row))));
    return texts;
  }

  private static double share(List<Example> rows, int low) {
    return rows.stream()
            .mapToDouble(row -> ((Target.Score) row.target()).value())
            .filter(score -> Math.min(4, (int) score) == low)
            .count()
        / (double) rows.size();
  }
}
