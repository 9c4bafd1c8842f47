package org.peftbench.reports.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which points no other point beats on both counts. */
final class Pareto {
  private Pareto() {}

  /**
   * A point of a chart.
   *
   * @param cost less is better
   * @param quality more is better
   */
  record Point(String label, double cost, double quality) {}

  /** The front, by rising cost; of equal points the first one. */
  static List<Point> front(List<Point> points) {
    List<Point> front = new ArrayList<>();
    points.stream()
        .sorted(
            Comparator.comparingDouble(Point::cost)
                .thenComparing(Comparator.comparingDouble(Point::quality).reversed()))
        .forEach(
            point -> {
              if (front.isEmpty() || point.quality() > front.get(front.size() - 1).quality()) {
                front.add(point);
              }
            });
    return List.copyOf(front);
  }
}
