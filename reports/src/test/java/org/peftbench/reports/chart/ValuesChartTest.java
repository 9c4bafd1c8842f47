package org.peftbench.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesChartTest {
  private static final SeriesStyle STYLE = new SeriesStyle(0);

  @Test
  void layersOfAKindStandTogether() {
    List<Chart> charts =
        ValuesChart.of(
            Map.of(
                "base_model.model.layer.0.query.z.weight", new float[] {0.9f, 1, 1.1f},
                "base_model.model.layer.11.query.z.weight", new float[] {1, Float.NaN, 1.2f},
                "base_model.model.layer.0.key.z.weight", new float[] {1, 1, 1}),
            STYLE);
    assertThat(charts).extracting(Chart::title).containsExactly("layer.*.query.z");
    Chart chart = charts.get(0);
    assertThat(chart.caption()).startsWith("Values of 2 arrays");
    assertThat(chart.description()).startsWith("Between 0.9 and 1.2");
    assertThat(chart.data().lines().stream().mapToDouble(line -> line.get(2).value()).sum())
        .isEqualTo(5);
  }

  @Test
  void nothingTrainedNothingDrawn() {
    assertThat(ValuesChart.of(Map.of(), STYLE)).isEmpty();
    assertThat(ValuesChart.of(Map.of("a", new float[] {Float.NaN}), STYLE)).isEmpty();
  }
}
