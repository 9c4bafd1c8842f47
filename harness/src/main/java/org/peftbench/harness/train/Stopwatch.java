package org.peftbench.harness.train;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Divides the time of one step among its parts: each reading of the clock ends one part and begins
 * the next, so they add up to the whole.
 */
final class Stopwatch {
  private static final double NANOSECOND = 1e-9;

  private final long start;
  private final Map<Part, Long> nanos = new EnumMap<>(Part.class);
  private long last;

  /** What a step consists of. */
  enum Part {
    /** Taking the batch; making arrays of it belongs to forward. */
    DATA,
    FORWARD,
    BACKWARD,
    /** What a method does between gradients and update, clipping and the update. */
    OPTIMIZER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A watch that runs.
   *
   * @param start of the step, by {@link System#nanoTime}
   */
  Stopwatch(long start) {
    this.start = start;
    last = start;
  }

  /** The time since the last reading belongs to this part. */
  void lap(Part part) {
    long now = System.nanoTime();
    nanos.merge(part, now - last, Long::sum);
    last = now;
  }

  /** From the start to the last reading. */
  double seconds() {
    return (last - start) * NANOSECOND;
  }

  /** The same in parts. */
  Map<Part, Double> parts() {
    Map<Part, Double> seconds = new EnumMap<>(Part.class);
    nanos.forEach((part, time) -> seconds.put(part, time * NANOSECOND));
    return seconds;
  }
}
