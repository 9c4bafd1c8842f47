package org.peftbench.harness;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Counts the steps of workers side by side, from when the last of them is at it.
 *
 * <p>Thread-safe: each worker is heard on a thread of its own.
 */
final class Pace {
  /** First steps of a worker, in which compiler and caches are cold. */
  private static final int COLD = 5;

  private static final int STEPS = 20;
  private static final double SECONDS = 4;

  private final int[] steps;
  private final CountDownLatch known = new CountDownLatch(1);
  private long start;
  private int before;
  private double rate;
  private @Nullable String trouble;

  Pace(int workers) {
    steps = new int[workers];
  }

  /**
   * A worker has made a step.
   *
   * @param step its number, from 1
   * @param nanos when, by {@link System#nanoTime}
   */
  synchronized void made(int worker, int step, long nanos) {
    boolean counting = counting();
    steps[worker] = step;
    int all = Arrays.stream(steps).sum();
    if (!counting && counting()) {
      start = nanos;
      before = all;
    }
    double seconds = (nanos - start) * 1e-9;
    if (counting && seconds >= SECONDS && all - before >= STEPS && known.getCount() > 0) {
      rate = (all - before) / seconds;
      known.countDown();
    }
  }

  private boolean counting() {
    return Arrays.stream(steps).allMatch(made -> made >= COLD);
  }

  /** There will be no more steps, for a reason. */
  synchronized void end(String why) {
    if (known.getCount() > 0) {
      trouble = why;
      known.countDown();
    }
  }

  /**
   * Steps a second of all workers together.
   *
   * @throws IllegalStateException if the end of one came first; says why
   */
  double await() throws InterruptedException {
    known.await();
    synchronized (this) {
      if (trouble != null) {
        throw new IllegalStateException(trouble);
      }
      return rate;
    }
  }
}
