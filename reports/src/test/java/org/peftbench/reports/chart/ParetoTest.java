package org.peftbench.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.reports.chart.Pareto.Point;

class ParetoTest {
  @Test
  void keepsWhatNothingBeatsOnBothCounts() {
    Point small = new Point("small", 1, 50);
    Point middle = new Point("middle", 10, 80);
    Point large = new Point("large", 100, 81);
    List<Point> points =
        List.of(large, new Point("worse", 20, 79), middle, new Point("equal", 10, 80), small);
    assertThat(Pareto.front(points)).containsExactly(small, middle, large);
  }

  @Test
  void nothingHasAnEmptyFront() {
    assertThat(Pareto.front(List.of())).isEmpty();
  }
}
