package org.peftbench.harness.worker;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Json;

/**
 * The worker processes of one sweep. Every run that isn't stopped ends in a record: the worker's
 * own, or one of its failure.
 *
 * <p>Threads may call {@link #run} at once, one process each.
 */
public final class Workers {
  /** Most bytes kept of one worker's output. */
  private static final long LOG_BYTES = 4 << 20;

  private final WorkerCommand command;
  private final RunStore store;
  private final Patience patience;
  private final Set<Process> alive = new HashSet<>();
  private int running;
  private boolean closed;
  private boolean stopped;

  /**
   * Workers that fill a store.
   *
   * @param patience with a worker that takes long, falls silent or dies
   */
  public Workers(WorkerCommand command, RunStore store, Patience patience) {
    this.command = command;
    this.store = store;
    this.patience = patience;
  }

  /**
   * Makes a run in a process of its own. What the store had of it is removed first, but for
   * checkpoints, from which it goes on.
   *
   * @return its record, which is also in the store; empty if {@link #close} came first or {@link
   *     #stop} ended it, and then nothing is left of it
   * @throws IOException if the store can't be written or no process be started
   */
  public Optional<RunRecord> run(Job job, Consumer<ProgressEvent> events)
      throws IOException, InterruptedException {
    String id = job.spec().id();
    Path folder = store.folder(id);
    if (!enter()) {
      return Optional.empty();
    }
    try {
      for (int attempt = 1; ; attempt++) {
        store.clear(id);
        Files.createDirectories(folder);
        Path file = folder.resolve("job.json");
        AtomicFile.write(file, Json.pretty(job));
        Instant started = Instant.now();
        WorkerEnd end = process(job, file, folder, events);
        Optional<RunRecord> left = store.find(id);
        boolean again = left.isEmpty() && end.isDeath() && attempt <= patience.retries();
        if (again) {
          await(patience.pauseAfter(attempt));
          again = !isClosed();
        }
        if (left.isEmpty() && isStopped()) {
          store.clear(id);
          return left;
        }
        if (!again) {
          Files.deleteIfExists(file);
          return left.isPresent() ? left : Optional.of(failed(job, end, attempt, folder, started));
        }
      }
    } finally {
      leave();
    }
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
    alive.forEach(Process::destroyForcibly);
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
    String often = attempts == 1 ? "" : ", %d times".formatted(attempts);
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

  private WorkerEnd process(Job job, Path file, Path folder, Consumer<ProgressEvent> events)
      throws IOException, InterruptedException {
    Process process = start(job.spec().threads(), folder, file);
    AtomicReference<@Nullable Failure> told = new AtomicReference<>();
    Watch watch = new Watch(process, patience);
    Consumer<ProgressEvent> heard =
        event -> {
          watch.heard();
          events.accept(event);
        };
    try (BoundedLog log = new BoundedLog(folder.resolve("worker.log"), LOG_BYTES)) {
      Thread reader = new Thread(() -> read(process, log, heard, told::set), "output of " + folder);
      reader.setDaemon(true);
      reader.start();
      Overrun overrun = watch.await();
      if (overrun != null) {
        process.destroyForcibly();
      }
      int exit = process.waitFor();
      reader.join();
      return new WorkerEnd(exit, overrun, told.get(), log.lastLine());
    } finally {
      process.destroyForcibly();
      forget(process);
    }
  }

  private static void read(
      Process process, BoundedLog log, Consumer<ProgressEvent> events, Consumer<Failure> told) {
    Lines lines = new Lines(process.getInputStream());
    try {
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (!WorkerLines.accept(line, events, told) && !line.isEmpty()) {
          log.line(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading a worker's output", e);
    }
  }

  private Process start(int threads, Path folder, Path file) throws IOException {
    Path folderPath = folder.toAbsolutePath();
    Process process =
        command.process(threads, folderPath, List.of(file.toAbsolutePath().toString())).start();
    synchronized (this) {
      alive.add(process);
      if (stopped) {
        process.destroyForcibly();
      }
    }
    return process;
  }

  private synchronized void forget(Process process) {
    alive.remove(process);
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
