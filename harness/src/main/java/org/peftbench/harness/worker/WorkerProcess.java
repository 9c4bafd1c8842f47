package org.peftbench.harness.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.Json;

/**
 * The parent's side of a worker: a process that makes a run, and behind it other runs of its kind
 * as long as it says that it is ready for them and is wanted.
 *
 * <p>One thread at a time.
 */
final class WorkerProcess {
  /** Most bytes kept of its output during one run. */
  private static final long LOG_BYTES = 4 << 20;

  private static final String CRASH = "crash.log";

  private final Kind kind;
  private final Path first;
  private final Process process;
  private final Thread reader;

  /** The run under way; between two runs none, and what is said then belongs to none. */
  private volatile @Nullable Turn turn;

  private int made;

  /**
   * What runs must have in common to be made by one process.
   *
   * @param backbone whose weights are mapped
   * @param dtype of all that is computed
   * @param threads of the engine, which is told of them when it starts
   */
  record Kind(RunSpec.Backbone backbone, String dtype, int threads) {
    static Kind of(RunSpec spec) {
      return new Kind(spec.backbone(), spec.dtype(), spec.threads());
    }
  }

  /**
   * Starts a process.
   *
   * @param folder of its first run
   * @param once whether it makes no other
   */
  WorkerProcess(WorkerCommand command, Kind kind, Path folder, boolean once) throws IOException {
    this.kind = kind;
    first = folder.toAbsolutePath();
    List<String> arguments = once ? List.of(Worker.ONCE) : List.of();
    process = command.process(kind.threads(), first, arguments).start();
    reader = new Thread(this::read, "output of " + folder);
    reader.setDaemon(true);
  }

  Kind kind() {
    return kind;
  }

  /** Runs that it has made. */
  int made() {
    return made;
  }

  /** Whether it waits for another run. */
  boolean isReady() {
    return turn == null && process.isAlive();
  }

  /**
   * Makes a run, and returns when it is ready for another or has ended.
   *
   * @param folder of the run
   */
  WorkerEnd make(Job job, Path folder, Patience patience, Consumer<ProgressEvent> events)
      throws IOException, InterruptedException {
    Watch watch = new Watch(process, patience);
    try (BoundedLog log = new BoundedLog(folder.resolve("worker.log"), LOG_BYTES)) {
      Turn mine = new Turn(log, watch, events);
      turn = mine;
      if (made == 0) {
        reader.start();
      }
      tell(job);
      Overrun overrun = watch.await(mine.ready);
      if (mine.ready.isDone()) {
        made++;
        return new WorkerEnd(0, null, null, log.lastLine());
      }
      if (overrun != null) {
        process.destroyForcibly();
      }
      int exit = process.waitFor();
      reader.join();
      if (made > 0) {
        Files.deleteIfExists(first.resolve(CRASH)); // of no concern to the run that lies there
      }
      return new WorkerEnd(exit, overrun, mine.told, log.lastLine());
    }
  }

  private void tell(Job job) {
    try {
      process
          .getOutputStream()
          .write((Json.canonical(job) + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      // it has ended, and its end says more
    }
  }

  private void read() {
    Lines lines = new Lines(process.getInputStream());
    try {
      for (String line = lines.next(); line != null; line = lines.next()) {
        Turn now = turn;
        if (now != null) {
          hear(line, now);
        }
      }
    } catch (IOException e) {
      // it was ended from here
    }
  }

  private void hear(String line, Turn now) {
    if (!WorkerLines.accept(line, now) && !line.isEmpty()) {
      now.log.line(line);
    }
    if (now.last) {
      turn = null;
      now.ready.complete(null);
    }
  }

  /** Ends it at once. */
  void end() {
    process.destroyForcibly();
  }

  /** A run's time with the process. */
  private static final class Turn implements WorkerLines.Listener {
    final BoundedLog log;
    final CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();
    volatile @Nullable Failure told;
    boolean last; // of the reader's thread alone
    private final Watch watch;
    private final Consumer<ProgressEvent> events;

    Turn(BoundedLog log, Watch watch, Consumer<ProgressEvent> events) {
      this.log = log;
      this.watch = watch;
      this.events = events;
    }

    @Override
    public void progressed(ProgressEvent event) {
      watch.heard();
      events.accept(event);
    }

    @Override
    public void failed(Failure failure) {
      told = failure;
    }

    @Override
    public void ready() {
      last = true;
    }
  }
}
