package org.peftbench.reports.html;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.peftbench.reports.Block;
import org.peftbench.reports.chart.BudgetChart;
import org.peftbench.reports.chart.Chart;
import org.peftbench.reports.chart.CurveChart;
import org.peftbench.reports.chart.SeriesStyle;

/** The pictures of a block that its data allow. */
final class TaskCharts {
  private TaskCharts() {}

  /** Drawing needs fonts, which a bare container lacks: then the page goes without charts. */
  static List<Chart> of(Block block, Map<String, SeriesStyle> styles, List<String> cautions) {
    try {
      return Stream.of(
              BudgetChart.of(block, styles),
              CurveChart.convergence(block, styles),
              CurveChart.loss(block, styles))
          .flatMap(chart -> chart.stream())
          .toList();
    } catch (LinkageError | InternalError e) { // what AWT throws without fonts, by platform
      cautions.add(
          "Charts are left out: the machine that wrote this page has no fonts to draw them with.");
      return List.of();
    }
  }
}
