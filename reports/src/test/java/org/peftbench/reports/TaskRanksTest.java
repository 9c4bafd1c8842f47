package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.peftbench.reports.table.TaskMatrix;

class TaskRanksTest {
  @Test
  void ranksMethodsThatShareAllTasks() {
    SyntheticRuns runs = new SyntheticRuns(1);
    for (int task = 0; task < 6; task++) {
      runs.sweep("synthetic-" + task, "synthetic-minilm", 2);
    }
    runs.one("synthetic-0", "alone", 1);
    TaskRanks ranks = TaskRanks.of(matrix(runs)).orElseThrow();
    assertThat(ranks.labels()).hasSize(7).endsWith("head-only").doesNotContain("alone");
    assertThat(ranks.friedman().tasks()).isEqualTo(6);
    assertThat(ranks.friedman().pValue()).isLessThan(0.001);
    assertThat(ranks.tiedWithBest()).isNotEmpty().doesNotContain("head-only");
    assertThat(ranks.duels().get(0).get(6)).isEqualTo(new TaskRanks.Duel(6, 0, 0));
    assertThat(ranks.duels().get(6).get(0).text()).isEqualTo("0 / 0 / 6");
    assertThat(ranks.pairs().lines()).hasSize(7);
  }

  @Test
  void nobodyWinsByAnswersThatSpeakAgainstTheScore() {
    SyntheticRuns runs = new SyntheticRuns(1);
    for (int task = 0; task < 2; task++) {
      runs.skilled("synthetic-" + task, "good", 1.6, 1).skilled("synthetic-" + task, "bad", 0.3, 1);
    }
    assertThat(TaskRanks.of(matrix(runs)).orElseThrow().duels().get(0).get(1).wins()).isEqualTo(2);
    runs.map(
        record ->
            record.label().equals("bad") ? Altered.measured(record, "accuracy", 0.999) : record);
    TaskRanks ranks = TaskRanks.of(matrix(runs)).orElseThrow();
    assertThat(ranks.labels()).containsExactly("bad", "good");
    assertThat(ranks.duels().get(0).get(1)).isEqualTo(new TaskRanks.Duel(0, 2, 0));
  }

  @Test
  void needsTwoTasks() {
    SyntheticRuns runs = new SyntheticRuns(1).sweep("synthetic-0", "synthetic-minilm", 2);
    assertThat(TaskRanks.of(matrix(runs))).isEmpty();
  }

  private static TaskMatrix matrix(SyntheticRuns runs) {
    return TaskMatrix.of(runs.comparison()).get(0);
  }
}
