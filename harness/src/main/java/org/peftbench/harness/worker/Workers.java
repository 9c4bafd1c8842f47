package org.peftbench.harness.worker;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.peftbench.models.ops.KernelForm;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStore;

/**
 * The worker processes of one sweep. Every run that isn't stopped ends in a record: the worker's
 * own, or one of its failure.
 *
 * <p>Threads may call {@link #run} at once, one process each.
 */
public final class Workers {
  /** Topic of the note on a process that is not new. */
  private static final String NOTE = "process";

  private final WorkerCommand command;
  private final RunStore store;
  private final Patience patience;
  private final boolean reuse;
  private final Set<WorkerProcess> alive = new HashSet<>();
  private final List<WorkerProcess> waiting = new ArrayList<>();
  private int running;
  private boolean closed;
  private boolean stopped;

  /**
   * Workers that fill a store.
   *
   * @param patience with a worker that takes long, falls silent or dies
   * @param reuse whether a process that has made a run may make another of its kind
   */
  public Workers(WorkerCommand command, RunStore store, Patience patience, boolean reuse) {
    this.command = command;
    this.store = store;
    this.patience = patience;
    this.reuse = reuse;
  }

  /**
   * Makes a run in a process that makes no other meanwhile. What the store had of it is removed
   * first, but for checkpoints, from which it goes on.
   *
   * @return its record, which is also in the store; empty if {@link #close} came first or {@link
   *     #stop} ended it, and then nothing is left of it
   * @throws IOException if the store can't be written or no process be started
   */
  public Optional<RunRecord> run(Job asked, Consumer<ProgressEvent> events)
      throws IOException, InterruptedException {
    Job job = noted(asked);
    String id = job.spec().id();
    Path folder = store.folder(id);
    if (!enter()) {
      return Optional.empty();
    }
    try {
      for (int attempts = 0; ; ) {
        store.clear(id);
        Files.createDirectories(folder);
        Instant started = Instant.now();
        WorkerProcess worker = worker(job, folder);
        boolean isNew = worker.made() == 0;
        WorkerEnd end = make(worker, job, folder, events);
        Optional<RunRecord> left = store.find(id);
        attempts += isNew ? 1 : 0;
        // What ends badly in a process that has made other runs counts if it does in a new one,
        // too.
        boolean again =
            left.isEmpty()
                && (isNew ? end.isDeath() && attempts <= patience.retries() : !end.isOverTime());
        if (again && isNew) {
          await(patience.pauseAfter(attempts));
        }
        if (left.isEmpty() && isStopped()) {
          store.clear(id);
          return left;
        }
        if (!again || isClosed()) {
          return left.isPresent() ? left : Optional.of(failed(job, end, attempts, folder, started));
        }
      }
    } finally {
      leave();
    }
  }

  /** With a word on kernels that aren't the usual: a worker has the environment of this process. */
  private static Job noted(Job job) {
    return KernelForm.chosen() == KernelForm.PLAIN ? job.noting("kernels", "plain") : job;
  }

  /** Waits, unless the workers are stopped meanwhile. */
  private synchronized void await(Duration pause) throws InterruptedException {
    long end = System.nanoTime() + pause.toNanos();
    for (long left = pause.toMillis(); left > 0 && !closed; ) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
  }

  /** Begins no more runs; those under way go on to their ends. */
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Whether {@link #close} or {@link #stop} was called. */
  private synchronized boolean isClosed() {
    return closed;
  }

  /**
   * Ends all workers at once and for good, and returns when nothing more will be written to the
   * store.
   *
   * @return whether a run was under way
   */
  @CanIgnoreReturnValue
  public synchronized boolean stop() {
    boolean underWay = running > 0;
    closed = true;
    stopped = true;
    notifyAll();
    alive.forEach(WorkerProcess::end);
    try {
      while (running > 0) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return underWay;
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private RunRecord failed(Job job, WorkerEnd end, int attempts, Path folder, Instant started)
      throws IOException {
    Failure failure = end.failure();
    String often = attempts <= 1 ? "" : ", %d times".formatted(attempts);
    RunRecord record =
        RunRecord.failure(
            job.label(),
            job.spec(),
            failure.status(),
            failure.message() + often + " (log: " + folder.resolve("worker.log") + ")",
            started,
            job.notes());
    store.save(record, List.of());
    return record;
  }

  private WorkerEnd make(WorkerProcess worker, Job job, Path folder, Consumer<ProgressEvent> events)
      throws IOException, InterruptedException {
    int made = worker.made();
    Job told =
        made == 0
            ? job
            : job.noting(
                NOTE, "had made %d runs before; its memory was not measured".formatted(made));
    try {
      return worker.make(told, folder, patience, events);
    } finally {
      release(worker);
    }
  }

  /**
   * A process that waits for a run of this kind, or else a new one, for which another that waits
   * has to go: no more are alive than runs have been under way at once.
   */
  private WorkerProcess worker(Job job, Path folder) throws IOException {
    WorkerProcess.Kind kind = WorkerProcess.Kind.of(job.spec());
    Optional<WorkerProcess> found = waiting(kind);
    if (found.isPresent()) {
      return found.get();
    }
    WorkerProcess started = new WorkerProcess(command, kind, folder, !reuse);
    synchronized (this) {
      alive.add(started);
      if (stopped) {
        started.end();
      }
    }
    return started;
  }

  /** Takes one that waits for a run of this kind; if none does, another is sent away. */
  private synchronized Optional<WorkerProcess> waiting(WorkerProcess.Kind kind) {
    Optional<WorkerProcess> found =
        waiting.stream().filter(worker -> worker.kind().equals(kind) && worker.isReady()).findAny();
    found.ifPresentOrElse(
        waiting::remove, () -> waiting.stream().findFirst().ifPresent(this::send));
    return found;
  }

  /** Lets a process wait for another run, if it is ready to and there may be one. */
  private synchronized void release(WorkerProcess worker) {
    if (worker.isReady() && !closed) {
      waiting.add(worker);
    } else {
      send(worker);
    }
  }

  /** Sends a process away. */
  private void send(WorkerProcess worker) {
    worker.end();
    waiting.remove(worker);
    alive.remove(worker);
  }

  /** Ends the processes that wait for another run: none will come. */
  public synchronized void dismiss() {
    List.copyOf(waiting).forEach(this::send);
  }

  private synchronized boolean enter() {
    if (!closed) {
      running++;
    }
    return !closed;
  }

  private synchronized void leave() {
    running--;
    notifyAll();
  }
}
