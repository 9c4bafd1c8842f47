package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.List;
import org.peftbench.reports.Block;
import org.peftbench.reports.chart.Chart;
import org.peftbench.reports.chart.Measure;
import org.peftbench.reports.chart.ParetoChart;

/** Any two measures of a task's methods against each other. */
final class ParetoPage {
  private ParetoPage() {}

  static Page of(Contents contents, Block block) {
    List<Part> parts = new ArrayList<>();
    parts.add(contents.partOf(block));
    List<Measure> measures = Measure.of(block);
    for (int x = 1; x < measures.size(); x++) {
      int across = x;
      parts.add(new Part.Heading("against-" + x, "Against " + measures.get(x).title()));
      parts.addAll(Charts.of(() -> charts(contents, block, measures, across), ""));
    }
    if (measures.size() < 2) {
      parts.add(new Part.Prose("Two measures of two methods are needed; there are none."));
    }
    return new Page(contents.paretoPage(block), "Pareto fronts of " + block.taskName(), parts);
  }

  private static List<Chart> charts(Contents contents, Block block, List<Measure> measures, int x) {
    return measures.subList(0, x).stream()
        .flatMap(y -> ParetoChart.of(block, contents.styles(), measures.get(x), y).stream())
        .toList();
  }
}
