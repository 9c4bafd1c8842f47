package org.peftbench.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.reports.Altered;
import org.peftbench.reports.SyntheticRuns;
import org.peftbench.results.MetricNames;

class ComparisonGridTest {
  @Test
  void aMeanOfFewerSeedsThanTheRowHasSaysSo() {
    SyntheticRuns runs = new SyntheticRuns(3).one("a", "lora", 1).one("a", "lora", 2);
    runs.map(
        record ->
            record.spec().seed() == 1
                ? Altered.measured(record, MetricNames.AREA_UNDER_CURVE, 0.5)
                : record);
    Grid grid = ComparisonGrid.of(runs.comparison().blocks().get(0));
    assertThat(cell(grid, "mean on the way × 100").text()).isEqualTo("50.00 (1 of 2)");
    assertThat(cell(grid, "mean on the way × 100").value()).isEqualTo(0.5);
    assertThat(cell(grid, "trained").text()).isEqualTo("147,456");
  }

  private static Grid.Cell cell(Grid grid, String title) {
    List<String> titles = grid.columns().stream().map(Grid.Column::title).toList();
    return grid.lines().get(0).get(titles.indexOf(title));
  }
}
