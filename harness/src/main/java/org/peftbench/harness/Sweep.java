package org.peftbench.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.progress.Display;
import org.peftbench.harness.suite.Plan;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.harness.worker.Job;
import org.peftbench.harness.worker.Leavings;
import org.peftbench.harness.worker.Workers;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.UserError;

/**
 * Makes the runs of a plan that aren't made yet. One that ends badly is a record like any other,
 * and the sweep goes on.
 *
 * @param store where records are and go
 * @param workers that make the runs
 * @param share of the machine that they may use
 * @param display that follows
 * @param dataRoot where data sets lie; absent when the user named none
 * @param home where weights and libraries are kept
 * @param leavings what runs leave beside their records
 */
public record Sweep(
    RunStore store,
    Workers workers,
    Share share,
    Display display,
    @Nullable Path dataRoot,
    Path home,
    Leavings leavings) {

  /**
   * Makes the runs and returns all records of the plan, in its order. Where rows are tuned, their
   * trials are made first, and aren't among them; a row that can't be chosen is left out.
   *
   * @param again whether runs that have ended for good are made again
   * @throws CancellationException if the workers were stopped or told to begin no more; what had
   *     ended is in the store
   * @throws IOException if the store can't be written or no process be started
   */
  public List<RunRecord> run(Plan plan, boolean again) throws IOException, InterruptedException {
    if (plan.tuned().isEmpty()) {
      return runKnown(plan, again);
    }
    runKnown(plan.trials(), again);
    return runKnown(plan.chosen(store::findWhole), again);
  }

  private List<RunRecord> runKnown(Plan plan, boolean again)
      throws IOException, InterruptedException {
    List<PlannedRun> open = made().open(plan.runs(), again);
    display.begun(plan.runs().size(), plan.runs().size() - open.size());
    OpenRuns queue = new OpenRuns(open, share);
    ExecutorService pool = Executors.newFixedThreadPool(share.atOnce());
    try {
      List<Future<Boolean>> futures =
          IntStream.range(0, share.atOnce())
              .mapToObj(worker -> pool.submit(() -> work(plan.suite(), queue, again)))
              .toList();
      boolean all = true;
      for (Future<Boolean> future : futures) {
        all &= await(future);
      }
      if (!all) {
        throw new CancellationException("the sweep was stopped");
      }
    } finally {
      queue.clear();
      pool.shutdownNow();
      workers.dismiss();
    }
    return made().records(plan);
  }

  /**
   * The runs of the plan that have to be made, as far as they are known.
   *
   * @param again whether runs that have ended for good are among them
   */
  public List<PlannedRun> open(Plan plan, boolean again) {
    return made().open(plan, again);
  }

  private MadeRuns made() {
    return new MadeRuns(store, leavings);
  }

  /** Makes runs as long as there are any; whether all came to an end. */
  private boolean work(String suite, OpenRuns queue, boolean again)
      throws IOException, InterruptedException {
    boolean all = true;
    for (Optional<PlannedRun> run = queue.take(); run.isPresent(); run = queue.take()) {
      try {
        if (again) {
          store.delete(run.get().spec().id());
        }
        all &= make(suite, run.get());
      } catch (IOException | UserError e) {
        queue.clear(); // nothing more can be made
        throw e;
      } finally {
        queue.ended(run.get());
      }
    }
    return all;
  }

  /** Makes a run; whether it came to an end. */
  private boolean make(String suite, PlannedRun run) throws IOException, InterruptedException {
    Job job = new MadeRuns(store, leavings).job(suite, run, dataRoot, home);
    Optional<RunRecord> record = workers.run(job, event -> display.progressed(run, event));
    record.ifPresent(ended -> display.ended(run, ended));
    return record.isPresent();
  }

  /** A run fails here only when the store or the system does: then nothing more can be made. */
  private static boolean await(Future<Boolean> future) throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException trouble) {
        throw trouble;
      }
      if (cause instanceof UserError complaint) {
        throw complaint;
      }
      throw new IllegalStateException(cause);
    }
  }
}
