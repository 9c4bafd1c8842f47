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
  void needsTwoTasks() {
    SyntheticRuns runs = new SyntheticRuns(1).sweep("synthetic-0", "synthetic-minilm", 2);
    assertThat(TaskRanks.of(matrix(runs))).isEmpty();
  }

  private static TaskMatrix matrix(SyntheticRuns runs) {
    return TaskMatrix.of(runs.comparison()).get(0);
  }
}
