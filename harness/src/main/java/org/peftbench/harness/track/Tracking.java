package org.peftbench.harness.track;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.peftbench.harness.progress.Display;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.harness.worker.ProgressEvent;
import org.peftbench.results.RunRecord;

/**
 * Shows what another display shows, and tells trackers of every run that has ended.
 *
 * <p>Each tracker has a thread of its own, which may stand still for as long as it likes: nobody
 * waits for it but {@link #close}, and that not for long. The first trouble with a tracker is told
 * in a line, and it hears no more.
 */
public final class Tracking implements Display {
  private final Display shown;
  private final String suite;
  private final List<Listener> listeners;
  private final Duration patience;

  /**
   * A display that tracks.
   *
   * @param suite whose runs they are
   * @param warnings hears at most one line a tracker
   * @param patience longest time that the end waits for trackers
   */
  public Tracking(
      Display shown,
      String suite,
      List<Tracker> trackers,
      PrintWriter warnings,
      Duration patience) {
    this.shown = shown;
    this.suite = suite;
    this.patience = patience;
    listeners = trackers.stream().map(tracker -> new Listener(tracker, warnings)).toList();
  }

  @Override
  public void begun(int total, int done) {
    shown.begun(total, done);
  }

  @Override
  public void progressed(PlannedRun run, ProgressEvent event) {
    shown.progressed(run, event);
  }

  @Override
  public void ended(PlannedRun run, RunRecord record) {
    shown.ended(run, record);
    TrackedRun told = TrackedRun.of(suite, record);
    listeners.forEach(listener -> listener.hear(told));
  }

  @Override
  public void close() {
    long end = System.nanoTime() + patience.toNanos();
    listeners.forEach(listener -> listener.close(end - System.nanoTime()));
    shown.close();
  }

  /** One tracker and its thread. */
  private static final class Listener {
    private final Tracker tracker;
    private final PrintWriter warnings;
    private final ExecutorService thread;
    private final AtomicInteger untold = new AtomicInteger();
    private boolean dead;

    Listener(Tracker tracker, PrintWriter warnings) {
      this.tracker = tracker;
      this.warnings = warnings;
      thread =
          Executors.newSingleThreadExecutor(
              work -> {
                Thread made = new Thread(work, "tracker " + tracker.title());
                made.setDaemon(true);
                return made;
              });
    }

    void hear(TrackedRun run) {
      untold.incrementAndGet();
      thread.execute(() -> tell(run));
    }

    private void tell(TrackedRun run) {
      if (isDead()) {
        return;
      }
      try {
        tracker.track(run);
        untold.decrementAndGet();
      } catch (IOException | RuntimeException | LinkageError e) {
        // Its kind only: what a client says may repeat what it sent, a token among it.
        giveUp(e.getClass().getSimpleName());
      }
    }

    private synchronized boolean isDead() {
      return dead;
    }

    private synchronized void giveUp(String why) {
      if (!dead) {
        dead = true;
        warnings.println(
            "peftbench: %s is not told of this sweep's runs any more (%s); the store has them all"
                .formatted(tracker.title(), why));
      }
    }

    void close(long nanoseconds) {
      thread.shutdown();
      try {
        if (!thread.awaitTermination(Math.max(0, nanoseconds), TimeUnit.NANOSECONDS)) {
          giveUp("no answer, %d runs not told".formatted(untold.get()));
          thread.shutdownNow();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
