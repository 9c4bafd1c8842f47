package org.peftbench.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.harness.worker.Job;
import org.peftbench.harness.worker.Leavings;
import org.peftbench.harness.worker.ProgressEvent;
import org.peftbench.harness.worker.Workers;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.Folders;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * Measures how fast a machine trains when it is divided in some way: as many processes make the
 * steps of a run as would in the sweep, for some seconds, and leave nothing.
 *
 * @param run whose steps are made
 * @param workers that fill a store
 * @param dataRoot where data sets lie; absent when the user named none
 * @param home where weights and libraries are kept
 */
public record DivisionTrial(
    PlannedRun run, Function<RunStore, Workers> workers, @Nullable Path dataRoot, Path home) {
  /** So many that the end comes from outside. */
  private static final int STEPS = 1_000_000;

  private static final Leavings NOTHING = new Leavings(0, false, 0, 0);

  /**
   * Steps a second of all workers together.
   *
   * @throws UserError if the run ends before that
   */
  public double measure(Division division) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("peftbench-trial");
    RunStore store = RunStore.at(folder);
    Workers processes = workers.apply(store);
    ExecutorService pool = Executors.newFixedThreadPool(division.workers());
    Pace pace = new Pace(division.workers());
    try {
      for (int worker = 0; worker < division.workers(); worker++) {
        Job job = job(store, division.threads(), worker);
        int number = worker;
        pool.execute(() -> make(processes, job, number, pace));
      }
      return pace.await();
    } catch (IllegalStateException e) {
      throw new UserError(
              "%s can't be measured, give --threads a number: %s", run.title(), e.getMessage())
          .withCause(e);
    } finally {
      processes.stop();
      pool.shutdownNow();
      Folders.delete(folder);
    }
  }

  private static void make(Workers processes, Job job, int worker, Pace pace) {
    try {
      Optional<RunRecord> ended =
          processes.run(
              job,
              event -> {
                if (event.phase() == ProgressEvent.Phase.TRAINING) {
                  pace.made(worker, event.step(), System.nanoTime());
                }
              });
      ended.map(RunRecord::message).ifPresent(pace::end);
    } catch (IOException e) {
      pace.end(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      pace.end("it has ended");
    }
  }

  /** The run under another seed for each worker, so that each has a folder of its own. */
  private Job job(RunStore store, int threads, int worker) {
    ObjectNode spec = Json.MAPPER.valueToTree(run.spec());
    spec.put("seed", worker).put("threads", threads);
    ((ObjectNode) spec.get("protocol")).put("steps", STEPS);
    try {
      return new Job(
          "trial",
          run.label(),
          Json.MAPPER.treeToValue(spec, RunSpec.class),
          store.root(),
          dataRoot,
          home,
          run.init(),
          NOTHING,
          Map.of());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a spec is read as it was written", e);
    }
  }
}
