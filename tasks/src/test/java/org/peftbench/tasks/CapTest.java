package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.results.base.UserError;

class CapTest {
  private static final List<Example> ROWS =
      IntStream.range(0, 100).mapToObj(i -> row(i, i < 70 ? 0 : i < 99 ? 1 : 2)).toList();

  @Test
  void keepsLabelsInProportion() {
    List<Example> kept = Cap.apply("train_rows", ROWS, 10);
    assertThat(kept).hasSize(10).doesNotHaveDuplicates();
    assertThat(count(kept, 0)).isEqualTo(7);
    assertThat(count(kept, 1)).isEqualTo(3);
    assertThat(count(kept, 2)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 33, 50, 99})
  void keepsExactlySoMany(int most) {
    assertThat(Cap.apply("train_rows", ROWS, most)).hasSize(most).doesNotHaveDuplicates();
  }

  @Test
  void keepsAllWhereTheCapIsWide() {
    List<Example> all = Cap.apply("train_rows", ROWS, null);
    assertThat(all).containsExactlyInAnyOrderElementsOf(ROWS).isNotEqualTo(ROWS);
    assertThat(Cap.apply("train_rows", ROWS, 100)).isEqualTo(all);
    assertThat(Cap.apply("train_rows", ROWS, 1000)).isEqualTo(all);
  }

  @Test
  void keepsTheOrderOfTheWhole() {
    List<Example> all = Cap.apply("train_rows", ROWS, null);
    List<Example> kept = Cap.apply("train_rows", ROWS, 40);
    assertThat(all).containsSubsequence(kept);
  }

  @Test
  void doesNotDependOnTheOrderItIsGiven() {
    List<Example> reversed = IntStream.range(0, 100).mapToObj(i -> ROWS.get(99 - i)).toList();
    assertThat(Cap.apply("train_rows", reversed, 25)).isEqualTo(Cap.apply("train_rows", ROWS, 25));
  }

  @Test
  void treatsScoresAsOneStratum() {
    List<Example> scored =
        IntStream.range(0, 9)
            .mapToObj(i -> new Example("s" + i, new Question.Text("t"), new Target.Score(i)))
            .toList();
    assertThat(Cap.apply("train_rows", scored, 4)).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void refusesACapBelowOne(int most) {
    assertThatThrownBy(() -> Cap.apply("train_rows", ROWS, most))
        .isInstanceOf(UserError.class)
        .hasMessage("train_rows must be >= 1, got %d", most);
  }

  private static long count(List<Example> rows, int label) {
    return rows.stream().filter(row -> row.target().equals(new Target.Label(label))).count();
  }

  private static Example row(int id, int label) {
    return new Example("row" + id, new Question.Text("text"), new Target.Label(label));
  }
}
