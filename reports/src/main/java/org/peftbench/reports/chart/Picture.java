package org.peftbench.reports.chart;

/** What a page shows in place of a chart. */
public sealed interface Picture permits Drawing, Sketch {
  /**
   * An {@code <svg>} element without size, whose colours are those of the page's style sheet;
   * hidden from screen readers, which get the text.
   */
  String svg();
}
