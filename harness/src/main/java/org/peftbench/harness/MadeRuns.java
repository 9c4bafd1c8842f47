package org.peftbench.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.suite.Plan;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.harness.worker.Job;
import org.peftbench.harness.worker.Leavings;
import org.peftbench.results.MetricNames;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;

/**
 * What a store has of a plan's runs.
 *
 * @param leavings what runs are to have left beside their records
 */
record MadeRuns(RunStore store, Leavings leavings) {
  /**
   * The runs of the plan that have to be made, as far as they are known.
   *
   * @param again whether runs that have ended for good are among them
   */
  List<PlannedRun> open(Plan plan, boolean again) {
    List<PlannedRun> open = new ArrayList<>(open(plan.trials().runs(), again));
    open.addAll(open(plan.chosen(store::findWhole).runs(), again));
    return List.copyOf(open);
  }

  /** Of these runs those that have to be made. */
  List<PlannedRun> open(List<PlannedRun> runs, boolean again) {
    return runs.stream().filter(run -> again || done(run).isEmpty()).toList();
  }

  /** All records of the plan that there are, in its order. */
  List<RunRecord> records(Plan plan) {
    return plan.runs().stream().flatMap(run -> record(run).stream()).toList();
  }

  /**
   * What a worker is told of one that has to be made.
   *
   * @param suite that asked for it
   */
  Job job(String suite, PlannedRun run, @Nullable Path dataRoot, Path home) {
    return new Job(
        suite,
        run.label(),
        run.spec(),
        store.root(),
        dataRoot,
        home,
        run.init(),
        leavings,
        run.notes());
  }

  private Optional<RunRecord> done(PlannedRun run) {
    return record(run).filter(record -> record.status().isFinal()).filter(this::hasLeft);
  }

  /** Whether a run that ended for good has left what is asked for now. */
  private boolean hasLeft(RunRecord record) {
    Path folder = store.folder(record.spec().id());
    boolean traced = leavings.traceSteps() == 0 || Files.isDirectory(folder.resolve("trace"));
    boolean kept =
        !leavings.largeAdapters()
            || record.status() != RunStatus.SUCCEEDED
            || Files.isDirectory(folder.resolve("adapter"));
    boolean followed =
        leavings.driftExamples() == 0
            || record.status() != RunStatus.SUCCEEDED
            || record.curve(MetricNames.JACOBIAN_DRIFT).isPresent();
    return traced && kept && followed;
  }

  /**
   * A record that is damaged is made again. The label is no part of a run's identity: one that was
   * renamed since needs no new training.
   */
  Optional<RunRecord> record(PlannedRun run) {
    return store.findWhole(run.spec().id()).map(record -> labelled(record, run.label()));
  }

  private static RunRecord labelled(RunRecord record, String label) {
    return new RunRecord(
        record.schema(),
        label,
        record.spec(),
        record.status(),
        record.message(),
        record.started(),
        record.environment(),
        record.primaryMetric(),
        record.metrics(),
        record.curves(),
        record.notes(),
        record.predictionsDigest());
  }
}
