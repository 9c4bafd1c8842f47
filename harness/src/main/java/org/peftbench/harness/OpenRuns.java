package org.peftbench.harness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.peftbench.harness.suite.PlannedRun;

/**
 * Runs that wait for a worker and for memory.
 *
 * <p>One at a time, they go in the plan's order, so that a sweep cut short has compared all methods
 * under its first seeds. Several at once go longest first, so that no long one is left for the end;
 * of these, the first that fits into the memory left. A run that is expected to need more than all
 * of it goes alone.
 */
final class OpenRuns {
  private final Share share;
  private final List<PlannedRun> waiting;
  private double taken;
  private int running;

  OpenRuns(List<PlannedRun> runs, Share share) {
    this.share = share;
    waiting = new ArrayList<>(runs);
    if (share.atOnce() > 1) {
      // Of unknown length: first, since they may be long. The order is stable otherwise.
      waiting.sort(
          Comparator.comparingDouble(
              run -> -share.estimates().apply(run).seconds().orElse(Double.POSITIVE_INFINITY)));
    }
  }

  /** The next run that may begin, as soon as one may; empty when none is left. */
  synchronized Optional<PlannedRun> take() throws InterruptedException {
    while (!waiting.isEmpty()) {
      for (Iterator<PlannedRun> runs = waiting.iterator(); runs.hasNext(); ) {
        PlannedRun run = runs.next();
        if (running == 0 || taken + bytes(run) <= share.bytes()) {
          runs.remove();
          taken += bytes(run);
          running++;
          return Optional.of(run);
        }
      }
      wait();
    }
    return Optional.empty();
  }

  /** A run has ended; what it took is free again. */
  synchronized void ended(PlannedRun run) {
    taken -= bytes(run);
    running--;
    notifyAll();
  }

  /** Begins no more. */
  synchronized void clear() {
    waiting.clear();
    notifyAll();
  }

  private double bytes(PlannedRun run) {
    return share.estimates().apply(run).bytes();
  }
}
