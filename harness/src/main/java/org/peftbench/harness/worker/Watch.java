package org.peftbench.harness.worker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Watches a worker's process during one run against the limits set to it.
 *
 * <p>A word of progress or computing time is a heartbeat. A long evaluation says nothing but
 * computes; a worker in a deadlock or behind a dead file system does neither.
 */
final class Watch {
  /** Less of a core than this is not computing. */
  private static final double IDLE_CORES = 0.1;

  private static final int LOOKS_A_LIMIT = 4;

  private final Process process;
  private final Patience patience;
  private final long started = System.nanoTime();
  private volatile long heard = started;

  Watch(Process process, Patience patience) {
    this.process = process;
    this.patience = patience;
  }

  /** The worker said something. */
  void heard() {
    heard = System.nanoTime();
  }

  /**
   * Waits for the run's end; returns the limit it overran if that came first.
   *
   * @param ready when the process could make another run
   */
  @Nullable Overrun await(CompletableFuture<?> ready) throws InterruptedException {
    CompletableFuture<?> end = CompletableFuture.anyOf(process.onExit(), ready);
    long computed = computed();
    long looked = started;
    while (!isDone(end, nanosToLook())) {
      long now = System.nanoTime();
      if (patience.time() != null && now - started >= patience.time().toNanos()) {
        return new Overrun(false, patience.time());
      }
      long total = computed();
      if (total - computed > IDLE_CORES * (now - looked)) {
        heard = now;
      }
      computed = total;
      looked = now;
      if (patience.silence() != null && now - heard >= patience.silence().toNanos()) {
        return new Overrun(true, patience.silence());
      }
    }
    return null;
  }

  private static boolean isDone(CompletableFuture<?> end, long nanos) throws InterruptedException {
    try {
      end.get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("neither can fail", e);
    }
  }

  private long computed() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  private long nanosToLook() {
    long time =
        patience.time() == null
            ? Long.MAX_VALUE
            : started + patience.time().toNanos() - System.nanoTime();
    long silence =
        patience.silence() == null ? Long.MAX_VALUE : patience.silence().toNanos() / LOOKS_A_LIMIT;
    return Math.max(1, Math.min(time, silence));
  }
}
