package org.peftbench.reports.chart;

import java.util.List;
import org.peftbench.reports.table.Figures;

/**
 * Square matrices side by side as shaded cells, written as SVG at once: one path a shade. Negative
 * cells have another hue than positive ones, whose shade is 0 to the page's ground.
 *
 * @param panels of equal sizes
 * @param groups what each line stands for; neighbours of one name are named once
 * @param scale the value of the darkest shade
 */
record MatrixMap(List<Panel> panels, List<String> groups, double scale) {
  private static final int CELL = 9;
  private static final int LABELS = 96;
  private static final int TOP = 26;
  private static final int GAP = 24;
  private static final int SHADES = 10;

  /** Height of the key below, with its words. */
  private static final int KEY = 46;

  /** Words that fit beside the cells. */
  private static final int LONGEST = 13;

  /** Lines between two names. */
  private static final int APART = 2;

  /**
   * A matrix.
   *
   * @param values [size][size]
   */
  record Panel(String title, List<List<Double>> values) {
    Panel {
      values = values.stream().map(List::copyOf).toList();
    }
  }

  Picture picture() {
    int side = CELL * groups.size();
    int width = LABELS + panels.size() * (side + GAP);
    StringBuilder svg = new StringBuilder("<svg class=\"sketch series-0\" viewBox=\"0 0 ");
    svg.append(Math.max(width, Frame.WIDTH)).append(' ').append(TOP + side + KEY);
    svg.append("\" aria-hidden=\"true\" focusable=\"false\">");
    names(svg);
    for (int panel = 0; panel < panels.size(); panel++) {
      int left = LABELS + panel * (side + GAP);
      Sketch.text(left + side / 2.0, TOP - 10, "middle", panels.get(panel).title(), svg);
      cells(panels.get(panel).values(), left, svg);
      svg.append("<path class=\"frame\" d=\"M").append(left).append(' ').append(TOP);
      svg.append('h').append(side).append('v').append(side).append('h').append(-side);
      svg.append("z\"/>");
    }
    key(TOP + side + 12, svg);
    return new Sketch(svg.append("</svg>").toString());
  }

  private void names(StringBuilder svg) {
    int last = -APART;
    for (int i = 0; i < groups.size(); i++) {
      if ((i == 0 || !groups.get(i).equals(groups.get(i - 1))) && i - last >= APART) {
        last = i;
        String name = groups.get(i);
        String fitting = name.length() > LONGEST ? name.substring(0, LONGEST - 1) + "…" : name;
        Sketch.text(LABELS - 8.0, TOP + i * CELL + 9.0, "end", fitting, svg);
      }
    }
  }

  private void cells(List<List<Double>> values, int left, StringBuilder svg) {
    for (int shade = 1; shade <= SHADES; shade++) {
      for (boolean negative : new boolean[] {false, true}) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
          for (int j = 0; j < values.size(); j++) {
            double value = values.get(i).get(j);
            if (shade(value) == shade && value < 0 == negative) {
              path.append('M').append(left + j * CELL).append(' ').append(TOP + i * CELL);
              path.append('h').append(CELL).append('v').append(CELL);
              path.append('h').append(-CELL).append('z');
            }
          }
        }
        path(path, shade, negative, svg);
      }
    }
  }

  /** From 0, nothing, to {@link #SHADES}. */
  private int shade(double value) {
    return (int) Math.round(Math.min(1, Math.abs(value) / scale) * SHADES);
  }

  private static void path(CharSequence path, int shade, boolean negative, StringBuilder svg) {
    if (!path.isEmpty()) {
      svg.append("<path class=\"area").append(negative ? " series-1" : "");
      svg.append("\" fill-opacity=\"").append(Figures.plain((double) shade / SHADES));
      svg.append("\" d=\"").append(path).append("\"/>");
    }
  }

  /** All shades from the least to the greatest value. */
  private void key(int top, StringBuilder svg) {
    for (int step = -SHADES; step <= SHADES; step++) {
      String box = "M%d %dh9v9h-9z".formatted(LABELS + (step + SHADES) * 9, top);
      path(step == 0 ? "" : box, Math.abs(step), step < 0, svg);
    }
    int width = (2 * SHADES + 1) * 9;
    String most = Figures.plain(scale);
    Sketch.text(LABELS, top + 25.0, "middle", "−" + most, svg);
    Sketch.text(LABELS + width / 2.0, top + 25.0, "middle", "0", svg);
    Sketch.text((double) LABELS + width, top + 25.0, "middle", most, svg);
  }
}
