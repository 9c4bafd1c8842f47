package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.peftbench.results.base.UserError;

class TaskDataTest {
  private static final List<Example> TRAIN = rows("train", 0, 40);
  private static final TaskData DATA =
      TaskData.of(
          TaskCatalog.named("acceptability"),
          TRAIN,
          rows("evaluation", 100, 110),
          Map.of("source", "a test", "leakage", "3", "empty_texts.evaluation", "1"));

  @Test
  void aTuningSplitIsCutFromTheTrainingRowsAlone() {
    TaskData split = DATA.tuningSplit(0.25, 7);

    assertThat(split.evaluation()).hasSize(10);
    assertThat(TRAIN).containsSubsequence(split.train()).containsSubsequence(split.evaluation());
    assertThat(Stream.concat(split.train().stream(), split.evaluation().stream()))
        .containsExactlyInAnyOrderElementsOf(TRAIN);
    assertThat(split.evaluation())
        .as("a quarter of each label")
        .filteredOn(row -> row.target().equals(new Target.Label(1)))
        .hasSize(2);
    assertThat(split.digest()).isNotEqualTo(DATA.digest());
    assertThat(split.notes())
        .containsOnly(
            Map.entry("source", "a test"),
            Map.entry("leakage", "0"),
            Map.entry("train_rows", "30 of 40 training rows"),
            Map.entry("evaluation_rows", "10 of 40 training rows"));
  }

  @Test
  void theSeedDrawsIt() {
    assertThat(DATA.tuningSplit(0.25, 7)).isEqualTo(DATA.tuningSplit(0.25, 7));
    assertThat(DATA.tuningSplit(0.25, 8).evaluation())
        .isNotEqualTo(DATA.tuningSplit(0.25, 7).evaluation());
  }

  @Test
  void aSplitWithNothingOnOneSideIsRefused() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> DATA.tuningSplit(0.01, 7))
        .withMessageContaining("0.01 of 40 training rows leaves nothing on one side");
  }

  /** Every fifth is of label 1. */
  private static List<Example> rows(String side, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            i ->
                new Example(
                    side + i, new Question.Text("text " + i), new Target.Label(i % 5 == 0 ? 1 : 0)))
        .toList();
  }
}
