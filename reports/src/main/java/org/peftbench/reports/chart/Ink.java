package org.peftbench.reports.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.regex.Pattern;

/**
 * Colours that stand for variables of the style sheet: drawn as rare shades of near-black, then
 * replaced by name, so that one picture serves both themes.
 */
final class Ink {
  static final Color TEXT = new Color(3, 1, 0);
  static final Color GRID = new Color(3, 2, 0);
  static final Color FRONT = new Color(3, 3, 0);
  static final Color NONE = new Color(0, 0, 0, 0);

  static final BasicStroke DOTTED =
      new BasicStroke(
          1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[] {3, 4}, 0f);

  private static final Pattern SERIES = Pattern.compile("rgb\\(4,(\\d+),0\\)");

  private Ink() {}

  static Color series(int colour) {
    return new Color(4, colour, 0);
  }

  static Color band(int colour) {
    return new Color(4, colour, 0, 36);
  }

  static String toVariables(String svg) {
    return SERIES
        .matcher(svg)
        .replaceAll("var(--series-$1)")
        .replace("rgb(3,1,0)", "var(--chart-text)")
        .replace("rgb(3,2,0)", "var(--chart-grid)")
        .replace("rgb(3,3,0)", "var(--chart-front)");
  }
}
