package org.peftbench.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamePlacesTest {
  @Test
  void aNameStandsOnTheSideThatNoBetterPointCanLieOn() {
    assertThat(new NamePlaces(List.of()).beside(200, 100, 50, true))
        .contains(new Point2D.Double(143, 94));
    assertThat(new NamePlaces(List.of()).beside(200, 100, 50, false))
        .contains(new Point2D.Double(143, 115));
  }

  @Test
  void namesOfNearPointsKeepApart() {
    NamePlaces places = new NamePlaces(List.of());
    Point2D first = places.beside(200, 100, 50, true).orElseThrow();
    Point2D second = places.beside(202, 102, 50, true).orElseThrow();
    assertThat(second.getX()).isGreaterThan(first.getX() + 50);
  }

  @Test
  void neitherPointsNorTheAxisAreCovered() {
    NamePlaces places = new NamePlaces(List.of(new Rectangle2D.Double(150, 50, 100, 60)));
    assertThat(places.beside(200, 80, 30, true)).isEmpty();
    assertThat(places.beside(Frame.LEFT + 3.0, 200, 50, true).orElseThrow().getX())
        .isGreaterThan(Frame.LEFT);
  }
}
