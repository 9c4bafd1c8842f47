package org.peftbench.reports.chart;

import org.peftbench.reports.table.Figures;

/** Where values lie in a picture that has two axes. */
record Frame(Scale x, Scale y) {
  static final int WIDTH = 480;
  static final int HEIGHT = 330;
  static final int LEFT = 66;
  static final int RIGHT = WIDTH - 24;
  static final int TOP = 10;
  static final int BOTTOM = HEIGHT - 52;

  /** Base lines of the words below the axis. */
  static final int TICKS = BOTTOM + 18;

  static final int TITLE = BOTTOM + 42;

  double across(double value) {
    return LEFT + x.place(value) * (RIGHT - LEFT);
  }

  double down(double value) {
    return BOTTOM - y.place(value) * (BOTTOM - TOP);
  }

  /** A marked value in words. */
  static String text(double tick, Scale scale) {
    if (scale.logarithmic() && tick >= 1e6) {
      return Figures.count(tick / 1e6) + " M";
    }
    if (scale.logarithmic() && tick >= 1e3) {
      return Figures.count(tick / 1e3) + " k";
    }
    return Math.abs(tick) >= 1e3 ? Figures.count(tick) : Figures.plain(tick);
  }
}
