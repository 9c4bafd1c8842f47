package org.peftbench.reports.chart;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds words a place beside their points where they cover neither points nor each other. */
final class NamePlaces {
  private static final int HEIGHT = 13;

  /** What letters such as g reach below their line. */
  private static final int DESCENT = 3;

  private static final int GAP = 7;

  private final List<Rectangle2D> taken;

  NamePlaces(List<Rectangle2D> points) {
    this.taken = new ArrayList<>(points);
  }

  /**
   * Where a word begins: on the side that no better point can lie on, if it is free there; empty if
   * nowhere near its point there is room.
   *
   * @param x of the point
   * @param y of the point, downwards
   * @param width of the word
   * @param above whether to try above the point first, else below it
   */
  Optional<Point2D> beside(double x, double y, int width, boolean above) {
    double left = x - GAP - width;
    double right = x + GAP;
    double[] heights =
        above ? new double[] {-6, 15, 4, -18, 27} : new double[] {15, -6, 4, 27, -18};
    for (double height : heights) {
      for (double start : new double[] {left, right, x - width / 2.0}) {
        Rectangle2D place =
            new Rectangle2D.Double(start, y + height + DESCENT - HEIGHT, width, HEIGHT);
        if (isFree(place)) {
          taken.add(place);
          return Optional.of(new Point2D.Double(start, y + height));
        }
      }
    }
    return Optional.empty();
  }

  private boolean isFree(Rectangle2D place) {
    return place.getMinX() >= Frame.LEFT
        && place.getMaxX() <= Frame.WIDTH
        && place.getMinY() >= 0
        && place.getMaxY() <= Frame.BOTTOM
        && taken.stream().noneMatch(place::intersects);
  }
}
