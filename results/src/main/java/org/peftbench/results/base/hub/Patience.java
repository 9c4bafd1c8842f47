package org.peftbench.results.base.hub;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * When to try again what failed for now: after 1, 2, 4, 8 and 16 seconds, or when the server says,
 * and not at all after that.
 */
final class Patience {
  private static final int TRIES = 5;
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** Lets time pass; tests let none. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  private final Sleeper sleeper;
  private int failures;

  Patience(Sleeper sleeper) {
    this.sleeper = sleeper;
  }

  /** Something came through: what fails now, fails for the first time. */
  void renew() {
    failures = 0;
  }

  /**
   * Waits.
   *
   * @param trouble what failed
   * @param wish of the server how long to wait; zero for none
   * @throws IOException the trouble, once it has lasted too long
   */
  void await(IOException trouble, Duration wish) throws IOException {
    if (failures >= TRIES || wish.compareTo(LONGEST) > 0) {
      throw trouble;
    }
    Duration own = Duration.ofSeconds(1L << failures++);
    try {
      sleeper.sleep(wish.compareTo(own) > 0 ? wish : own);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting to try again");
    }
  }
}
