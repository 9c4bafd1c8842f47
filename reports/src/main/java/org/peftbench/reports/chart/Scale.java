package org.peftbench.reports.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Where values lie on a horizontal axis, and which of them are marked.
 *
 * @param low value at the left end
 * @param high value at the right end
 * @param logarithmic whether equal lengths are equal ratios
 */
record Scale(double low, double high, boolean logarithmic) {
  private static final int MOST_TICKS = 6;

  /** Equal lengths are equal differences; the ends are round. */
  static Scale linear(double least, double greatest) {
    double width = greatest > least ? greatest - least : Math.max(Math.abs(greatest), 1) * 0.1;
    double step = step(width);
    return new Scale(
        Math.floor(least / step) * step, Math.ceil((least + width) / step) * step, false);
  }

  /** Equal lengths are equal ratios; the ends are powers of ten. */
  static Scale logarithmic(double least, double greatest) {
    double low = Math.floor(Math.log10(least));
    double high = Math.max(low + 1, Math.ceil(Math.log10(greatest)));
    return new Scale(Math.pow(10, low), Math.pow(10, high), true);
  }

  /** From 0 at the left end to 1 at the right one. */
  double place(double value) {
    return logarithmic
        ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }

  /** Marked values, ascending. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      for (double tick = low; tick <= high * 1.001; tick *= 10) {
        ticks.add(tick);
      }
      return ticks;
    }
    double step = step(high - low);
    for (int i = 0; low + i * step <= high + step / 1000; i++) {
      ticks.add(low + i * step);
    }
    return ticks;
  }

  /** 1, 2 or 5 times a power of ten. */
  private static double step(double width) {
    double power = Math.pow(10, Math.floor(Math.log10(width / MOST_TICKS)));
    for (double factor : new double[] {1, 2, 5}) {
      if (width / (factor * power) <= MOST_TICKS) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
