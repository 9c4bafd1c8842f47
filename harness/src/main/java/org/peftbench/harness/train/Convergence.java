package org.peftbench.harness.train;

import java.util.ArrayList;
import java.util.List;
import org.peftbench.results.Curve;
import org.peftbench.results.Metric;
import org.peftbench.results.Metric.Aggregation;
import org.peftbench.results.Metric.Direction;
import org.peftbench.results.MetricNames;

/**
 * How fast a score rose, read off its curve.
 *
 * <p>Two marks are looked for: 95 % of the last score, and 0.9, by which Kowsher et al. 2024 (arXiv
 * 2409.10927) count iterations. What is reached between two evaluations is reached at the second.
 */
final class Convergence {
  private static final double NEARLY_THERE = 0.95;
  private static final double PAPERS_MARK = 0.9;

  private Convergence() {}

  /**
   * The figures of a curve: none where it has no points, and no 95 % where it ends at 0 or below.
   *
   * @param batchSize examples of one step
   */
  static List<Metric> of(Curve curve, int batchSize) {
    List<Double> values = curve.values();
    List<Metric> figures = new ArrayList<>();
    if (values.isEmpty()) {
      return figures;
    }
    double last = values.get(values.size() - 1);
    if (last > 0) {
      int near = first(values, NEARLY_THERE * last); // the last point is one that reaches it
      int steps = curve.steps().get(near);
      figures.add(lower(MetricNames.STEPS_TO_95, steps, "steps"));
      figures.add(lower(MetricNames.SECONDS_TO_95, curve.seconds().get(near), "seconds"));
      figures.add(lower(MetricNames.EXAMPLES_TO_95, (double) steps * batchSize, "examples"));
    }
    int mark = first(values, PAPERS_MARK);
    if (mark < values.size()) {
      figures.add(lower(MetricNames.STEPS_TO_0_9, curve.steps().get(mark), "steps"));
    }
    figures.add(
        new Metric(
            MetricNames.AREA_UNDER_CURVE,
            area(curve),
            "fraction",
            Direction.HIGHER,
            Aggregation.MEAN));
    return figures;
  }

  private static int first(List<Double> values, double wanted) {
    int first = 0;
    while (first < values.size() && values.get(first) < wanted) {
      first++;
    }
    return first;
  }

  /**
   * By trapezoids over the steps, divided by their range: the mean score of a training. Before the
   * first evaluation nothing is known and nothing counted.
   */
  private static double area(Curve curve) {
    List<Integer> steps = curve.steps();
    List<Double> values = curve.values();
    int last = steps.size() - 1;
    if (last == 0) {
      return values.get(0);
    }
    double area = 0;
    for (int i = 0; i < last; i++) {
      area += (steps.get(i + 1) - steps.get(i)) * (values.get(i) + values.get(i + 1)) / 2;
    }
    return area / (steps.get(last) - steps.get(0));
  }

  private static Metric lower(String name, double value, String unit) {
    return new Metric(name, value, unit, Direction.LOWER, Aggregation.ONCE);
  }
}
