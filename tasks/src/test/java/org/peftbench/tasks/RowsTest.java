package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowsTest {
  @Test
  void splitKeepsGroupsWholeAndPutsATenthAside() {
    List<Integer> items = IntStream.range(0, 6000).boxed().toList();
    Rows rows =
        Rows.split(
            items,
            item -> "group" + item / 3,
            side -> side.stream().map(item -> row(item, "text " + item)).toList());
    assertThat(rows.train().size() + rows.evaluation().size()).isEqualTo(6000);
    assertThat(rows.evaluation()).hasSizeBetween(500, 700);
    assertThat(groups(rows.train())).doesNotContainAnyElementsOf(groups(rows.evaluation()));
  }

  @Test
  void splitDropsEvaluationRowsThatStandInTrain() {
    List<Integer> items = IntStream.range(0, 100).boxed().toList();
    Rows rows =
        Rows.split(
            items,
            item -> "group" + item,
            side ->
                side.stream().map(item -> row(item, item % 2 == 0 ? "same" : "t" + item)).toList());
    assertThat(rows.evaluation()).isNotEmpty().noneMatch(row -> Asked.text(row).equals("same"));
  }

  @Test
  void foldsAreThoseOfEveryMachine() {
    assertThat(List.of("n00001740", "IT_IS", "A_NNS", "é"))
        .extracting(Hashes::fold)
        .containsExactly(9, 9, 6, 5); // int(sha256("fold\t" + name).hexdigest()[:15], 16) % 10
  }

  private static Set<Integer> groups(List<Example> rows) {
    return rows.stream().map(row -> Integer.parseInt(row.id()) / 3).collect(Collectors.toSet());
  }

  private static Example row(int id, String text) {
    return new Example(Integer.toString(id), new Question.Text(text), new Target.Label(0));
  }
}
