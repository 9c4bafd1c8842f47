package org.peftbench.reports.html;

import java.util.List;
import java.util.function.Supplier;
import org.peftbench.reports.chart.Chart;

/**
 * Drawing needs fonts, which a bare container lacks: then a page goes without charts and says so.
 */
final class Charts {
  private Charts() {}

  /**
   * The charts as a part, or none.
   *
   * @param files see {@link Part.Charts}
   */
  static List<Part> of(Supplier<List<Chart>> drawn, String files) {
    try {
      List<Chart> charts = drawn.get();
      return charts.isEmpty() ? List.of() : List.of(new Part.Charts(charts, files));
    } catch (LinkageError | InternalError e) { // what AWT throws without fonts, by platform
      return List.of(
          new Part.Cautions(
              List.of(
                  "Charts are left out: the machine that wrote this page has no fonts to draw them"
                      + " with.")));
    }
  }
}
