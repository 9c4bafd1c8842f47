package org.peftbench.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.peftbench.reports.Block;
import org.peftbench.reports.Row;
import org.peftbench.reports.SyntheticRuns;
import org.peftbench.reports.table.Grid;

class GainChartTest {
  private static final String TASK = "synthetic-topics";

  @Test
  void seedsArePaired() {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .one(TASK, "head-only", 1)
            .one(TASK, "lora", 1)
            .one(TASK, "lora", 2)
            .one(TASK, "ia3", 7);
    Block block = runs.comparison().blocks().get(0);
    Grid data = GainChart.of(List.of(block), Map.of()).orElseThrow().data();
    assertThat(data.lines()).hasSize(1);
    double floor = score(block, "head-only");
    assertThat(data.lines().get(0)).extracting(Grid.Cell::text).startsWith(TASK, "lora", "1");
    assertThat(data.lines().get(0).get(3).value()).isEqualTo(score(block, "lora") - floor);
  }

  @Test
  void withoutTheHeadAloneThereIsNone() {
    SyntheticRuns runs = new SyntheticRuns(1).one(TASK, "lora", 1).one(TASK, "full", 1);
    assertThat(GainChart.of(runs.comparison().blocks(), Map.of())).isEmpty();
  }

  private static double score(Block block, String label) {
    return block.rows().stream()
        .filter(row -> row.label().equals(label))
        .map(Row::runs)
        .map(runs -> runs.get(0).metric("accuracy").orElseThrow().value())
        .findFirst()
        .orElseThrow();
  }
}
