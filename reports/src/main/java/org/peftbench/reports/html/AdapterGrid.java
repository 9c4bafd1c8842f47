package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.PlainText;

/**
 * How the values of an adapter's arrays are spread: quantiles, and a histogram in eight heights.
 */
final class AdapterGrid {
  private static final int BINS = 16;
  private static final String HEIGHTS = " ▁▂▃▄▅▆▇█";
  private static final double[] QUANTILES = {0, 0.25, 0.5, 0.75, 1};

  private AdapterGrid() {}

  static Grid of(Map<String, float[]> arrays) {
    List<List<Grid.Cell>> lines = new ArrayList<>();
    new TreeMap<>(arrays).forEach((name, values) -> lines.add(line(name, values)));
    return new Grid(
        List.of(
            new Grid.Column("array", "As the adapter's file names it."),
            new Grid.Column("least", "Smallest value."),
            new Grid.Column("quarter", "Below it lies a quarter of the values."),
            new Grid.Column("median", "Below it lies half of the values."),
            new Grid.Column("three quarters", "Below it lie three quarters of the values."),
            new Grid.Column("greatest", "Largest value."),
            new Grid.Column("histogram", "From the least to the greatest value, in 16 steps.")),
        lines);
  }

  private static List<Grid.Cell> line(String name, float[] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    List<Grid.Cell> line = new ArrayList<>();
    line.add(Grid.Cell.text(PlainText.of(name)));
    for (double quantile : QUANTILES) {
      double value = sorted[(int) Math.round(quantile * (sorted.length - 1))];
      line.add(
          Double.isFinite(value)
              ? new Grid.Cell(Figures.plain(value), value)
              : Grid.Cell.text(Double.toString(value)));
    }
    line.add(Grid.Cell.text(histogram(sorted)));
    return line;
  }

  static String histogram(float[] sorted) {
    double least = sorted[0];
    double width = (sorted[sorted.length - 1] - least) / BINS;
    if (!(width > 0) || Double.isInfinite(width)) {
      return "";
    }
    int[] counts = new int[BINS];
    for (float value : sorted) {
      counts[Math.min(BINS - 1, (int) ((value - least) / width))]++;
    }
    int most = Arrays.stream(counts).max().orElse(1);
    StringBuilder text = new StringBuilder();
    for (int count : counts) {
      text.append(HEIGHTS.charAt((int) Math.ceil(8.0 * count / most)));
    }
    return text.toString();
  }
}
