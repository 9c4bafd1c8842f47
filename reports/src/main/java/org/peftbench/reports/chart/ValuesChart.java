package org.peftbench.reports.chart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.Histogram;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.PlainText;

/**
 * How the trained values of an adapter are spread: one histogram a kind of array, all layers
 * together. A method's start shows: Propulsion's vectors leave 1, LoRA's second matrix leaves 0.
 */
public final class ValuesChart {
  private static final int BINS = 31;

  /** Kinds of arrays beyond these would fill pages. */
  private static final int MOST = 12;

  private ValuesChart() {}

  /**
   * One chart a kind of array, by name; none for kinds whose values are all the same.
   *
   * @param arrays values by array; names that differ in their numbers alone are of one kind
   */
  public static List<Chart> of(Map<String, float[]> arrays, SeriesStyle style) {
    TreeMap<String, List<Double>> kinds = new TreeMap<>();
    TreeMap<String, Integer> counts = new TreeMap<>();
    arrays.forEach(
        (name, values) -> {
          String kind = kind(name);
          List<Double> all = kinds.computeIfAbsent(kind, key -> new ArrayList<>());
          for (float value : values) {
            if (Float.isFinite(value)) {
              all.add((double) value);
            }
          }
          counts.merge(kind, 1, Integer::sum);
        });
    kinds.values().removeIf(values -> values.stream().distinct().limit(2).count() < 2);
    return kinds.entrySet().stream()
        .limit(MOST)
        .map(kind -> chart(kind.getKey(), kind.getValue(), counts.get(kind.getKey()), style))
        .toList();
  }

  /**
   * {@code encoder.layer.*.query.lora_A}: the name without what all of a kind share or differ in.
   */
  private static String kind(String name) {
    return PlainText.of(
        name.replaceAll("(?<=\\.)\\d+(?=\\.)", "*")
            .replaceAll("^base_model\\.model\\.|\\.weight$", ""));
  }

  private static Chart chart(
      String kind, Collection<Double> values, int arrays, SeriesStyle style) {
    Histogram histogram = new Histogram(values, BINS);
    double width = (histogram.getMax() - histogram.getMin()) / BINS;
    double[] counts = new double[BINS];
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      double left = histogram.getMin() + bin * width;
      counts[bin] = histogram.getyAxisData().get(bin);
      lines.add(
          List.of(
              new Grid.Cell(Figures.plain(left), left),
              new Grid.Cell(Figures.plain(left + width), left + width),
              new Grid.Cell(Figures.count(counts[bin]), counts[bin])));
    }
    return new Chart(
        kind,
        arrays == 1
            ? "Values of one array."
            : "Values of " + arrays + " arrays, whose names differ in the layer alone.",
        "Between "
            + Figures.plain(histogram.getMin())
            + " and "
            + Figures.plain(histogram.getMax())
            + "; the counts stand in the table behind.",
        Sketch.bars(style, "value", "values", histogram.getMin(), width, counts),
        List.of(),
        new Grid(
            List.of(
                new Grid.Column("from", "Lower end."),
                new Grid.Column("to", "Upper end."),
                new Grid.Column("values", "How many lie between; long arrays are sampled.")),
            lines));
  }
}
