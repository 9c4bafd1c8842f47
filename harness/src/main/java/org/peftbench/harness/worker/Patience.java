package org.peftbench.harness.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep bears with.
 *
 * @param time longest time of one run; null for any
 * @param silence longest time in which a worker neither says a word nor computes; null for any
 * @param retries further attempts after a worker died without saying why; a run that diverged or
 *     complained would only do it again
 * @param pause before the first further attempt; doubled before each other
 */
public record Patience(
    @Nullable Duration time, @Nullable Duration silence, int retries, Duration pause) {
  /** Any time, no second attempt. */
  public static final Patience ONE_ATTEMPT = new Patience(null, null, 0, Duration.ZERO);

  public Patience {
    if (retries < 0 || retries > 10) {
      throw new IllegalArgumentException("retries must be 0 to 10, got " + retries);
    }
  }

  /** The pause behind an attempt, counted from 1. */
  Duration pauseAfter(int attempt) {
    return pause.multipliedBy(1L << (attempt - 1));
  }
}
