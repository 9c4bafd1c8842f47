package org.peftbench.harness.worker;

import java.time.Duration;
import org.peftbench.results.RunStatus;

/**
 * A limit that a worker overran.
 *
 * @param isSilence whether of silence; else of time
 * @param limit that was set
 */
record Overrun(boolean isSilence, Duration limit) {
  /** What this means for the run. */
  Failure failure() {
    return isSilence
        ? new Failure(
            RunStatus.FAILED,
            "the worker said nothing and computed nothing for %s".formatted(words()))
        : new Failure(
            RunStatus.CANCELLED, "the worker overran its time limit of %s".formatted(words()));
  }

  private String words() {
    boolean whole = limit.toSeconds() % 60 == 0;
    return whole ? limit.toMinutes() + " min" : limit.toSeconds() + " s";
  }
}
