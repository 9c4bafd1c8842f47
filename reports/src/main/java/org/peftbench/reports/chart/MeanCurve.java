package org.peftbench.reports.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.peftbench.reports.Row;
import org.peftbench.reports.statistics.Summary;
import org.peftbench.results.Curve;

/**
 * A curve of one row, summed up over its seeds step by step.
 *
 * @param label of the row
 * @param points by optimizer step, ascending; each from every seed that has a value there
 */
record MeanCurve(String label, NavigableMap<Integer, Summary> points) {

  /** The curve of a row at each step it was taken at. */
  static MeanCurve of(Row row, String name) {
    TreeMap<Integer, List<Double>> values = new TreeMap<>();
    curves(row, name)
        .forEach(
            curve -> {
              for (int i = 0; i < curve.steps().size(); i++) {
                values
                    .computeIfAbsent(curve.steps().get(i), step -> new ArrayList<>())
                    .add(curve.values().get(i));
              }
            });
    return summed(row.label(), values);
  }

  /**
   * The curve of a row in stretches of equal length, each seed averaged within a stretch first.
   *
   * @param width of a stretch in optimizer steps; a point stands at the stretch's last step
   */
  static MeanCurve smoothed(Row row, String name, int width) {
    return smoothed(row.label(), curves(row, name), width);
  }

  static MeanCurve smoothed(String label, List<Curve> curves, int width) {
    TreeMap<Integer, List<Double>> values = new TreeMap<>();
    for (Curve curve : curves) {
      TreeMap<Integer, List<Double>> stretches = new TreeMap<>();
      for (int i = 0; i < curve.steps().size(); i++) {
        int end = (Math.max(curve.steps().get(i), 1) - 1) / width * width + width;
        stretches.computeIfAbsent(end, step -> new ArrayList<>()).add(curve.values().get(i));
      }
      stretches.forEach(
          (end, within) ->
              values
                  .computeIfAbsent(end, step -> new ArrayList<>())
                  .add(Summary.of(within).mean()));
    }
    return summed(label, values);
  }

  /** Last step of any curve of that name; 0 if there is none. */
  static int lastStep(List<Row> rows, String name) {
    return rows.stream()
        .flatMap(row -> curves(row, name).stream())
        .flatMap(curve -> curve.steps().stream())
        .mapToInt(Integer::intValue)
        .max()
        .orElse(0);
  }

  private static List<Curve> curves(Row row, String name) {
    return row.runs().stream().flatMap(run -> run.curve(name).stream()).toList();
  }

  private static MeanCurve summed(String label, TreeMap<Integer, List<Double>> values) {
    TreeMap<Integer, Summary> points = new TreeMap<>();
    values.forEach((step, atStep) -> points.put(step, Summary.of(atStep)));
    return new MeanCurve(label, points);
  }
}
