package org.peftbench.reports.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * @param seconds training seconds done at a step, mean over the seeds
 * @param batchSize examples of a step; 0 where it doesn't matter
 */
record MeanCurve(
    String label,
    NavigableMap<Integer, Summary> points,
    Map<Integer, Double> seconds,
    int batchSize) {

  /** The curve of a row at each step it was taken at. */
  static MeanCurve of(Row row, String name) {
    TreeMap<Integer, List<Double>> values = new TreeMap<>();
    TreeMap<Integer, List<Double>> seconds = new TreeMap<>();
    curves(row, name)
        .forEach(
            curve -> {
              for (int i = 0; i < curve.steps().size(); i++) {
                values
                    .computeIfAbsent(curve.steps().get(i), step -> new ArrayList<>())
                    .add(curve.values().get(i));
                seconds
                    .computeIfAbsent(curve.steps().get(i), step -> new ArrayList<>())
                    .add(curve.seconds().get(i));
              }
            });
    Map<Integer, Double> times = new TreeMap<>();
    seconds.forEach((step, atStep) -> times.put(step, Summary.of(atStep).mean()));
    return new MeanCurve(
        row.label(), summed(values), times, row.example().spec().protocol().batchSize());
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
    return new MeanCurve(label, summed(values), Map.of(), 0);
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

  private static NavigableMap<Integer, Summary> summed(Map<Integer, List<Double>> values) {
    TreeMap<Integer, Summary> points = new TreeMap<>();
    values.forEach((step, atStep) -> points.put(step, Summary.of(atStep)));
    return points;
  }
}
