package org.peftbench.reports.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of shaded cells with their figures in them, so that no shade has to be judged alone.
 *
 * @param rows labels, top to bottom
 * @param columns labels, left to right
 * @param cells one list a row; null where there is no figure
 */
record HeatMap(List<String> rows, List<String> columns, List<List<@Nullable Cell>> cells) {
  private static final int LABELS = 150;
  private static final int TOP = 64;
  private static final int ROW = 22;
  private static final int WIDEST = 90;
  private static final int NARROWEST = 44;
  private static final int WIDTH = 720;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  /**
   * A cell.
   *
   * @param shade from 0, the page's ground, to 1, the darkest
   * @param text the figure
   */
  record Cell(double shade, String text) {}

  Picture picture() {
    int cell = Math.max(NARROWEST, Math.min(WIDEST, (WIDTH - LABELS) / columns.size()));
    int heads = cell * columns.size() + cell / 2; // a heading may reach beyond its cell
    int width = Math.max(Frame.WIDTH, LABELS + heads);
    int height = TOP + ROW * rows.size() + 8;
    return new Drawing(width, height, graphics -> draw(graphics, cell));
  }

  private void draw(Graphics2D graphics, int width) {
    graphics.setFont(FONT);
    for (int column = 0; column < columns.size(); column++) {
      heading(graphics, columns.get(column), column, width);
    }
    for (int row = 0; row < rows.size(); row++) {
      double top = TOP + row * ROW;
      graphics.setColor(Ink.TEXT);
      String label = Labels.fitting(graphics, rows.get(row), LABELS - 14.0);
      graphics.drawString(
          label,
          (float) (LABELS - 10 - graphics.getFontMetrics().stringWidth(label)),
          (float) top + 15.5f);
      for (int column = 0; column < columns.size(); column++) {
        Cell cell = cells.get(row).get(column);
        if (cell != null) {
          draw(graphics, cell, LABELS + column * (double) width, top, width);
        }
      }
    }
  }

  /** Neighbours stand on lines of their own, so that longer names find room. */
  private static void heading(Graphics2D graphics, String name, int column, int width) {
    graphics.setColor(Ink.TEXT);
    double middle = LABELS + (column + 0.5) * width;
    String text = Labels.fitting(graphics, name, 2.0 * width - 8);
    Labels.centred(graphics, text, middle, TOP - 12.0 - (column % 2 == 0 ? 0 : 20));
  }

  private static void draw(Graphics2D graphics, Cell cell, double left, double top, int width) {
    Color shade = Ink.shade(cell.shade());
    graphics.setColor(shade);
    graphics.fill(new Rectangle2D.Double(left + 1, top + 1, width - 2.0, ROW - 2.0));
    graphics.setColor(Ink.STRONG);
    Labels.centred(graphics, cell.text(), left + width / 2.0, top + 15.5);
  }
}
