package org.peftbench.reports.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Rows under each other on one axis: stacked bars, single values with their mean, or both.
 *
 * @param rows top to bottom
 * @param scale of all rows
 * @param axis what the axis shows
 * @param tick how its values are written
 */
record Lineup(List<Row> rows, Scale scale, String axis, DoubleFunction<String> tick) {
  private static final int WIDTH = 480;
  private static final int LABELS = 150;
  private static final int RIGHT = 24;
  private static final int ROW = 22;
  private static final int BOTTOM = 46;
  private static final int TOP = 8;
  private static final double DOT = 7;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  /** What one row shows; a row of nothing is a heading of those below it. */
  record Row(String label, List<Bar> bars, List<Dot> dots, List<Whisker> whiskers) {
    Row(String label, List<Bar> bars, List<Dot> dots) {
      this(label, bars, dots, List.of());
    }

    boolean heads() {
      return bars.isEmpty() && dots.isEmpty();
    }
  }

  /** How far a value may stray. */
  record Whisker(double from, double to) {}

  /** A part of a stacked bar. */
  record Bar(double from, double to, Color colour) {}

  /** A value; {@code mean} ones are strokes, the others discs. */
  record Dot(double value, boolean mean, Color colour) {}

  Picture picture() {
    int height = TOP + rows.size() * ROW + BOTTOM;
    return new Drawing(WIDTH, height, graphics -> draw(graphics, height));
  }

  private void draw(Graphics2D graphics, int height) {
    graphics.setFont(FONT);
    int floor = height - BOTTOM + 4;
    for (double value : scale.ticks()) {
      double x = x(value);
      graphics.setColor(Ink.GRID);
      graphics.setStroke(new BasicStroke(1f));
      graphics.draw(new Line2D.Double(x, TOP, x, floor));
      graphics.setColor(Ink.TEXT);
      Labels.centred(graphics, tick.apply(value), x, floor + 16);
    }
    graphics.setColor(Ink.TEXT);
    Labels.centred(graphics, axis, (LABELS + WIDTH - RIGHT) / 2.0, floor + 35);
    for (int i = 0; i < rows.size(); i++) {
      draw(graphics, rows.get(i), TOP + i * ROW + ROW / 2.0);
    }
  }

  private void draw(Graphics2D graphics, Row row, double middle) {
    graphics.setColor(row.heads() ? Ink.STRONG : Ink.TEXT);
    String label = Labels.fitting(graphics, row.label(), LABELS - 14.0);
    int width = graphics.getFontMetrics().stringWidth(label);
    graphics.drawString(label, LABELS - 10f - width, (float) middle + 4.5f);
    for (Bar bar : row.bars()) {
      graphics.setColor(bar.colour());
      double left = x(bar.from());
      graphics.fill(
          new Rectangle2D.Double(left, middle - 7, Math.max(0.5, x(bar.to()) - left), 14));
    }
    for (Whisker whisker : row.whiskers()) {
      graphics.setColor(Ink.STRONG);
      graphics.setStroke(new BasicStroke(1.2f));
      graphics.draw(new Line2D.Double(x(whisker.from()), middle, x(whisker.to()), middle));
      for (double end : new double[] {whisker.from(), whisker.to()}) {
        graphics.draw(new Line2D.Double(x(end), middle - 3, x(end), middle + 3));
      }
    }
    for (Dot dot : row.dots()) {
      graphics.setColor(dot.colour());
      double x = x(dot.value());
      if (dot.mean()) {
        graphics.setStroke(new BasicStroke(2f));
        graphics.draw(new Line2D.Double(x, middle - 8, x, middle + 8));
      } else {
        graphics.fill(new Ellipse2D.Double(x - DOT / 2, middle - DOT / 2, DOT, DOT));
      }
    }
  }

  private double x(double value) {
    return LABELS + scale.place(value) * (WIDTH - LABELS - RIGHT);
  }
}
