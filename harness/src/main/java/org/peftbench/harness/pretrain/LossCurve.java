package org.peftbench.harness.pretrain;

import java.util.ArrayList;
import java.util.List;

/** The loss of a training: each of its first steps, then the mean of every fifty. */
final class LossCurve {
  private static final int SINGLE = 20;
  private static final int TOGETHER = 50;

  /** A mean loss up to a step. */
  record Point(int step, double loss) {}

  private final List<Point> points = new ArrayList<>();
  private double sum;
  private int count;

  void add(int step, double loss) {
    if (step <= SINGLE) {
      points.add(new Point(step, loss));
      return;
    }
    sum += loss;
    count++;
    if (step % TOGETHER == 0) {
      points.add(new Point(step, sum / count));
      sum = 0;
      count = 0;
    }
  }

  List<Point> points() {
    return List.copyOf(points);
  }
}
