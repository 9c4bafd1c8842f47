package org.peftbench.harness.track;

import java.io.IOException;

/** Where somebody follows experiments. One thread at a time calls it. */
public interface Tracker {
  /** How warnings call it: kind and place, without what could be a secret. */
  String title();

  /**
   * Tells it of a run that has ended. A run told before is replaced, where the tracker lets it.
   *
   * @throws IOException if it can't be reached or written; a run-time exception of a client counts
   *     the same
   */
  void track(TrackedRun run) throws IOException;
}
