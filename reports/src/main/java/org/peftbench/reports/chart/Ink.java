package org.peftbench.reports.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The colours of the light theme, by which files are drawn. In a page each becomes the style
 * sheet's variable, so that one picture serves both themes.
 */
final class Ink {
  static final Color TEXT = new Color(0x59626b);
  static final Color STRONG = new Color(0x1a1e22);
  static final Color GRID = new Color(0xe3e6e8);
  static final Color NONE = new Color(0, 0, 0, 0);

  /** Okabe and Ito's hues, darkened where needed to stand out from the page by 3 to 1. */
  private static final List<Color> SERIES =
      List.of(
          new Color(0x0072b2),
          new Color(0xd55e00),
          new Color(0x008a65),
          new Color(0xb5618c),
          new Color(0x3b4045),
          new Color(0xa87300),
          new Color(0x3a8fc4));

  private static final String RGB = "rgb(";
  private static final Map<String, String> VARIABLES = byColour();

  static final BasicStroke DOTTED =
      new BasicStroke(
          1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[] {3, 4}, 0f);

  private static final int BAND_OPACITY = 36;
  private static final int SOFT_OPACITY = 150;

  private Ink() {}

  static Color series(int colour) {
    return SERIES.get(colour);
  }

  static Color band(int colour) {
    Color line = series(colour);
    return new Color(line.getRed(), line.getGreen(), line.getBlue(), BAND_OPACITY);
  }

  /** A colour that lines stand out from. */
  static Color soft(Color colour) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), SOFT_OPACITY);
  }

  /** The first hue from nothing, 0, to half of its strength, 1: text stays legible on all of it. */
  static Color shade(double strength) {
    Color full = series(0);
    int opacity = (int) Math.round(127 * Math.max(0, Math.min(1, strength)));
    return new Color(full.getRed(), full.getGreen(), full.getBlue(), opacity);
  }

  /** The style sheet's lines that give each variable its colour of the light theme. */
  static List<String> variables() {
    return IntStream.range(0, SERIES.size())
        .mapToObj(i -> "--series-%d: #%06x;".formatted(i, SERIES.get(i).getRGB() & 0xffffff))
        .toList();
  }

  /** Each colour of the house that stands in a drawing by its variable. */
  static String toVariables(String svg) {
    StringBuilder named = new StringBuilder(svg.length());
    int copied = 0;
    for (int start = svg.indexOf(RGB); start >= 0; start = svg.indexOf(RGB, copied)) {
      int end = Math.max(start + RGB.length(), svg.indexOf(')', start) + 1); // a word may end so
      String colour = svg.substring(start, end);
      named.append(svg, copied, start).append(VARIABLES.getOrDefault(colour, colour));
      copied = end;
    }
    return named.append(svg, copied, svg.length()).toString();
  }

  private static Map<String, String> byColour() {
    Map<String, String> variables = new HashMap<>();
    variables.put(rgb(TEXT), "var(--chart-text)");
    variables.put(rgb(STRONG), "var(--text)");
    variables.put(rgb(GRID), "var(--chart-grid)");
    for (int i = 0; i < SERIES.size(); i++) {
      variables.put(rgb(SERIES.get(i)), "var(--series-" + i + ")");
    }
    return Map.copyOf(variables);
  }

  private static String rgb(Color colour) {
    return RGB + colour.getRed() + "," + colour.getGreen() + "," + colour.getBlue() + ")";
  }
}
