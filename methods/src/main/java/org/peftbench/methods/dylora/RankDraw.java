package org.peftbench.methods.dylora;

import java.util.Random;

/** The rank of the current step, one for all sites, uniform between two bounds. */
final class RankDraw {
  private final Random random;
  private final int least;
  private final int most;
  private int current;

  RankDraw(Random random, int least, int most) {
    this.random = random;
    this.least = least;
    this.most = most;
    next();
  }

  int current() {
    return current;
  }

  /** Draws the ranks of steps that another process made. */
  void skip(int steps) {
    for (int step = 0; step < steps; step++) {
      next();
    }
  }

  void next() {
    current = least + random.nextInt(most - least + 1);
  }
}
