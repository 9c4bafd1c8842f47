package org.peftbench.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.cluster.Errand;
import org.peftbench.harness.cluster.Executor;
import org.peftbench.harness.progress.Display;
import org.peftbench.harness.suite.Plan;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.harness.worker.Job;
import org.peftbench.harness.worker.Leavings;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.UserError;

/**
 * Has the runs of a plan that aren't made yet made elsewhere: what {@link Sweep} is for this
 * machine.
 *
 * @param store where records are and come to
 * @param executor that has the runs made
 * @param display that follows
 * @param dataRoot where data sets lie on every machine; absent when the user named none
 * @param home where weights and libraries are kept on every machine
 * @param leavings what runs leave beside their records
 */
public record RemoteSweep(
    RunStore store,
    Executor executor,
    Display display,
    @Nullable Path dataRoot,
    Path home,
    Leavings leavings) {
  /**
   * Has the runs made and returns all records of the plan, in its order; of rows that are tuned as
   * {@link Sweep#run} does.
   *
   * @param again whether runs that have ended for good are made again
   */
  public List<RunRecord> run(Plan plan, boolean again, Errand.Terms terms)
      throws IOException, InterruptedException {
    if (plan.tuned().isEmpty()) {
      return runKnown(plan, again, terms);
    }
    runKnown(plan.trials(), again, terms);
    return runKnown(plan.chosen(store::findWhole), again, terms);
  }

  private List<RunRecord> runKnown(Plan plan, boolean again, Errand.Terms terms)
      throws IOException, InterruptedException {
    MadeRuns made = new MadeRuns(store, leavings);
    List<PlannedRun> open = made.open(plan.runs(), again);
    display.begun(plan.runs().size(), plan.runs().size() - open.size());
    Map<String, PlannedRun> runs = new LinkedHashMap<>();
    Map<String, Job> jobs = new LinkedHashMap<>();
    for (PlannedRun run : open) {
      String id = run.spec().id();
      if (again) {
        store.delete(id);
      } else {
        store.clear(id); // a record of failure would be taken for that of the coming run
      }
      runs.put(id, run);
      jobs.put(id, made.job(plan.suite(), run, dataRoot, home));
    }
    if (!jobs.isEmpty()) {
      executor.execute(
          new Errand(plan.suite(), store.root(), jobs, terms),
          id -> made.record(runs.get(id)).ifPresent(ended -> display.ended(runs.get(id), ended)));
    }
    List<RunRecord> records = made.records(plan);
    if (records.size() < plan.runs().size()) {
      throw new UserError(
          "%s left no record of %d of the %d runs in %s: do all machines see that folder?",
          executor.name(), plan.runs().size() - records.size(), plan.runs().size(), store.root());
    }
    return records;
  }
}
