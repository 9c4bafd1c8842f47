package org.peftbench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.harness.progress.Display;
import org.peftbench.harness.suite.Estimate;
import org.peftbench.harness.suite.Plan;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.harness.worker.DummyWorker;
import org.peftbench.harness.worker.Leavings;
import org.peftbench.harness.worker.Patience;
import org.peftbench.harness.worker.ProgressEvent;
import org.peftbench.harness.worker.Workers;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;

class SweepIT {
  private static final Plan PLAN =
      new Plan(
          "dummy",
          List.of(
              new PlannedRun("succeeds", DummyWorker.spec(1)),
              new PlannedRun("exits", DummyWorker.spec(2)),
              new PlannedRun("succeeds", DummyWorker.spec(3))));

  @TempDir Path root;
  private RunStore store;
  private Workers workers;
  private final Protocolist display = new Protocolist();

  @BeforeEach
  void open() {
    store = RunStore.at(root);
    workers = new Workers(DummyWorker.command(root), store, Patience.ONE_ATTEMPT, true);
  }

  @Test
  void goesOnWhenAWorkerDies() throws Exception {
    List<RunRecord> records = sweep(1).run(PLAN, false);

    assertThat(records)
        .extracting(RunRecord::status)
        .containsExactly(RunStatus.SUCCEEDED, RunStatus.FAILED, RunStatus.SUCCEEDED);
    assertThat(display.heard)
        .containsExactly("3 runs, 0 done", "1 SUCCEEDED", "2 FAILED", "3 SUCCEEDED");
  }

  @Test
  void makesAgainOnlyWhatDidNotEndForGood() throws Exception {
    sweep(1).run(PLAN, false);
    FileTime first = modified(1);
    display.heard.clear();

    List<RunRecord> records = sweep(1).run(PLAN, false);

    assertThat(records).hasSize(3);
    assertThat(display.heard).containsExactly("3 runs, 2 done", "2 FAILED");
    assertThat(modified(1)).isEqualTo(first);
  }

  @Test
  void makesAllAgainWhenTold() throws Exception {
    sweep(1).run(PLAN, false);
    display.heard.clear();

    sweep(1).run(PLAN, true);

    assertThat(display.heard)
        .containsExactly("3 runs, 0 done", "1 SUCCEEDED", "2 FAILED", "3 SUCCEEDED");
  }

  @Test
  void runsSeveralAtOnce() throws Exception {
    List<RunRecord> records = sweep(3).run(PLAN, false);

    assertThat(records)
        .extracting(record -> record.spec().seed())
        .as("in the plan's order, whatever the order of their ends")
        .containsExactly(1L, 2L, 3L);
    assertThat(display.heard)
        .containsExactlyInAnyOrder("3 runs, 0 done", "1 SUCCEEDED", "2 FAILED", "3 SUCCEEDED");
  }

  @Test
  void aRenamedRunKeepsItsRecordUnderItsNewLabel() throws Exception {
    sweep(1).run(new Plan("dummy", PLAN.runs().subList(0, 1)), false);
    display.heard.clear();

    Plan renamed = new Plan("dummy", List.of(new PlannedRun("renamed", DummyWorker.spec(1))));
    List<RunRecord> records = sweep(1).run(renamed, false);

    assertThat(records).extracting(RunRecord::label).containsExactly("renamed");
    assertThat(display.heard).containsExactly("1 runs, 1 done");
  }

  @Test
  void aStoppedSweepKeepsWhatHadEndedAndGoesOnFromThere() throws Exception {
    Plan plan =
        new Plan(
            "dummy",
            List.of(
                PLAN.runs().get(0),
                new PlannedRun("hangs", DummyWorker.spec(2)),
                PLAN.runs().get(2)));
    display.whenTold = () -> new Thread(workers::stop).start();

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> sweep(1).run(plan, false));

    assertThat(store.all()).extracting(record -> record.spec().seed()).containsExactly(1L);
    display.heard.clear();
    workers = new Workers(DummyWorker.command(root), store, Patience.ONE_ATTEMPT, true);
    sweep(1).run(new Plan("dummy", List.of(plan.runs().get(0), plan.runs().get(2))), false);
    assertThat(display.heard).containsExactly("2 runs, 1 done", "3 SUCCEEDED");
  }

  @Test
  void aClosedSweepEndsWhatIsUnderWayAndGoesOnFromThere() throws Exception {
    Plan plan =
        new Plan(
            "dummy", List.of(new PlannedRun("tells", DummyWorker.spec(1)), PLAN.runs().get(2)));
    display.whenTold = () -> workers.close();

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> sweep(1).run(plan, false));

    assertThat(store.all()).extracting(record -> record.spec().seed()).containsExactly(1L);
  }

  private Sweep sweep(int atOnce) {
    Share share = new Share(atOnce, 3e9, run -> new Estimate(OptionalDouble.empty(), 1e9, false));
    return new Sweep(store, workers, share, display, null, root, Leavings.USUAL);
  }

  private FileTime modified(long seed) throws IOException {
    return Files.getLastModifiedTime(
        store.folder(DummyWorker.spec(seed).id()).resolve("record.json"));
  }

  /** Writes down what it is told. */
  private static final class Protocolist implements Display {
    final List<String> heard = new ArrayList<>();
    Runnable whenTold = () -> {};

    @Override
    public void begun(int total, int done) {
      heard.add("%d runs, %d done".formatted(total, done));
    }

    @Override
    public void progressed(PlannedRun run, ProgressEvent event) {
      whenTold.run();
    }

    @Override
    public synchronized void ended(PlannedRun run, RunRecord record) {
      heard.add("%d %s".formatted(run.spec().seed(), record.status().name()));
    }

    @Override
    public void close() {
      heard.add("closed");
    }
  }
}
