package org.peftbench.reports.chart;

import java.awt.Graphics2D;

/** Words in pictures. */
final class Labels {
  private Labels() {}

  /** The text, cut where it is wider than there is room. */
  static String fitting(Graphics2D graphics, String label, double room) {
    String fitting = label;
    while (fitting.length() > 4 && graphics.getFontMetrics().stringWidth(fitting) > room) {
      fitting = fitting.substring(0, fitting.length() - 2) + "…";
    }
    return fitting;
  }

  /** Draws a text around a place on the horizontal axis. */
  static void centred(Graphics2D graphics, String text, double x, double y) {
    double width = graphics.getFontMetrics().stringWidth(text);
    graphics.drawString(text, (float) (x - width / 2), (float) y);
  }

  /** Draws a text that ends at a place on the horizontal axis. */
  static void ending(Graphics2D graphics, String text, double x, double y) {
    double width = graphics.getFontMetrics().stringWidth(text);
    graphics.drawString(text, (float) (x - width), (float) y);
  }
}
