package org.peftbench.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.SyntheticRuns;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.TaskMatrix;

class HeatMapsTest {
  @Test
  void theBestIsNotBehindItself() {
    Comparison comparison = SyntheticRuns.typical().comparison();
    TaskMatrix matrix = TaskMatrix.of(comparison).get(0);
    Grid data = HeatMaps.behind(matrix).orElseThrow().data();
    assertThat(data.lines()).hasSize(matrix.labels().size());
    for (int task = 1; task < data.columns().size(); task++) {
      int column = task;
      List<Double> gaps = data.lines().stream().map(line -> line.get(column).value()).toList();
      assertThat(gaps).allMatch(gap -> gap >= 0).contains(0.0);
    }
  }

  @Test
  void aSingleTaskNeedsNone() {
    Comparison one =
        new SyntheticRuns(1).sweep("synthetic-topics", "synthetic-minilm", 2).comparison();
    assertThat(HeatMaps.behind(TaskMatrix.of(one).get(0))).isEmpty();
  }

  @Test
  void ranksStandByLayerAndPlace() {
    Chart chart =
        HeatMaps.ranks(
                Map.of(
                    "encoder.layer.10.query", 8.0,
                    "encoder.layer.2.query", 0.0,
                    "encoder.layer.2.output.dense", 3.0))
            .orElseThrow();
    assertThat(chart.data().columns())
        .extracting(Grid.Column::title)
        .containsExactly("layer", "output.dense", "query");
    assertThat(chart.data().lines())
        .extracting(line -> line.get(0).text())
        .containsExactly("layer 2", "layer 10");
    assertThat(chart.data().lines().get(1))
        .extracting(Grid.Cell::text)
        .containsExactly("layer 10", "–", "8");
    assertThat(chart.picture().svg()).contains("fill-opacity", "var(--series-0)", "var(--text)");
  }

  @Test
  void sitesOfNoLayerHaveNone() {
    assertThat(HeatMaps.ranks(Map.of("pooler", 3.0))).isEmpty();
    assertThat(HeatMaps.ranks(Map.of())).isEmpty();
  }
}
