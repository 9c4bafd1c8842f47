package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.reports.chart.Chart;
import org.peftbench.reports.chart.SettingChart;
import org.peftbench.reports.table.Grid;

class AblationTest {
  private static final String TASK = "synthetic-topics";

  @Test
  void methodsThatAreNotVariedHaveNone() {
    SyntheticRuns.typical()
        .comparison()
        .blocks()
        .forEach(block -> assertThat(Ablation.of(block)).isEmpty());
  }

  @Test
  void twoValuesAreNoCourse() {
    assertThat(Ablation.of(block(1.0, 1.5))).isEmpty();
  }

  @Test
  void aVariedSettingHasItsValuesInOrder() {
    Block block = block(1.5, 0.5, 1.0);
    Ablation ablation = Ablation.of(block).get(0);
    assertThat(ablation.method()).isEqualTo("propulsion");
    assertThat(ablation.setting()).isEqualTo("synthetic_skill");
    assertThat(ablation.isNumeric()).isTrue();
    assertThat(ablation.series()).hasSize(1);
    assertThat(ablation.series().get(0).points())
        .extracting(Ablation.Point::value)
        .containsExactly("0.5", "1.0", "1.5");
    Chart chart = SettingChart.of(ablation, block.primaryMetric());
    assertThat(chart.description()).contains("best at 1.5");
    List<Double> scores = chart.data().lines().stream().map(line -> line.get(4).value()).toList();
    assertThat(scores).isSorted();
    assertThat(chart.data().lines())
        .extracting(line -> line.get(3))
        .containsOnly(new Grid.Cell("2", 2.0));
  }

  private static Block block(double... skills) {
    SyntheticRuns runs = new SyntheticRuns(3);
    for (double skill : skills) {
      for (int seed = 1; seed <= 2; seed++) {
        runs.skilled(TASK, "propulsion", skill, seed);
      }
    }
    return runs.comparison().blocks().get(0);
  }
}
