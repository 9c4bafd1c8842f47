package org.peftbench.reports.html;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.peftbench.reports.Block;
import org.peftbench.reports.chart.Chart;
import org.peftbench.reports.chart.CurveChart;
import org.peftbench.reports.chart.GainChart;
import org.peftbench.reports.chart.LineupCharts;
import org.peftbench.reports.chart.ParetoChart;
import org.peftbench.reports.chart.SeriesStyle;

/** The pictures of a block that its data allow. */
final class TaskCharts {
  private TaskCharts() {}

  static List<Chart> of(Block block, Map<String, SeriesStyle> styles) {
    return Stream.of(
            ParetoChart.budget(block, styles),
            CurveChart.convergence(block, styles, CurveChart.Axis.STEPS),
            CurveChart.convergence(block, styles, CurveChart.Axis.SECONDS),
            CurveChart.convergence(block, styles, CurveChart.Axis.EXAMPLES),
            CurveChart.loss(block, styles),
            LineupCharts.seeds(block, styles),
            GainChart.of(List.of(block), styles),
            LineupCharts.share(block, styles),
            LineupCharts.time(block),
            LineupCharts.memory(block))
        .flatMap(chart -> chart.stream())
        .toList();
  }
}
