package org.peftbench.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.reports.SyntheticRuns;
import org.peftbench.reports.TaskRanks;
import org.peftbench.reports.table.TaskMatrix;

class RankChartTest {
  @Test
  void barsJoinTheLongestGroupsOnly() {
    assertThat(RankChart.groups(List.of(1.0, 1.5, 2.4, 4.0), 1.5))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(new int[] {0, 2});
    assertThat(RankChart.groups(List.of(1.0, 2.0, 3.0), 1.5))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(new int[] {0, 1}, new int[] {1, 2});
    assertThat(RankChart.groups(List.of(1.0, 3.0), 1.5)).isEmpty();
  }

  @Test
  void drawsEveryMethod() {
    SyntheticRuns runs = SyntheticRuns.typical();
    Chart chart = RankChart.of(TaskRanks.of(TaskMatrix.of(runs.comparison()).get(0)).orElseThrow());
    assertThat(chart.picture().svg()).contains("full", "head-only", "critical difference");
    assertThat(chart.description()).contains("has the best mean rank");
    assertThat(chart.data().lines()).hasSize(7);
  }
}
