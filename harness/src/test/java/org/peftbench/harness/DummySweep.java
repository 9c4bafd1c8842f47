package org.peftbench.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.peftbench.harness.progress.Display;
import org.peftbench.harness.suite.Plan;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.harness.worker.DummyWorker;
import org.peftbench.harness.worker.Leavings;
import org.peftbench.harness.worker.Patience;
import org.peftbench.harness.worker.ProgressEvent;
import org.peftbench.harness.worker.Workers;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStore;
import org.peftbench.results.StoreLock;

/** A parent process that makes a plan of dummy runs, to be killed in the midst of it. */
final class DummySweep {
  static final int RUNS = 5;

  /** Limits that no dummy comes near, unless a clock jumps. */
  private static final Patience PATIENCE =
      new Patience(Duration.ofHours(1), Duration.ofHours(1), 0, Duration.ZERO);

  private DummySweep() {}

  private static Plan plan(String label) {
    List<PlannedRun> runs =
        IntStream.rangeClosed(1, RUNS)
            .mapToObj(seed -> new PlannedRun(label, DummyWorker.spec(seed)))
            .toList();
    return new Plan("dummy", runs);
  }

  static List<RunRecord> sweep(Path root, Display display) throws Exception {
    return sweep(root, "succeeds", display);
  }

  private static List<RunRecord> sweep(Path root, String label, Display display) throws Exception {
    RunStore store = RunStore.at(root);
    StoreLock lock = StoreLock.take(store);
    try {
      Workers workers = new Workers(DummyWorker.command(root), store, PATIENCE, true);
      return new Sweep(store, workers, Share.ONE, display, null, root, Leavings.USUAL)
          .run(plan(label), false);
    } finally {
      lock.close();
    }
  }

  /** Prints a line when it begins, one whenever a run tells something, and one behind it. */
  public static void main(String[] arguments) throws Exception {
    sweep(
        Path.of(arguments[0]),
        arguments[1],
        new Display() {
          @Override
          public void begun(int total, int done) {
            System.out.println("begun");
          }

          @Override
          public void progressed(PlannedRun run, ProgressEvent event) {
            System.out.println("told");
          }

          @Override
          public void ended(PlannedRun run, RunRecord record) {
            System.out.println("ended");
          }

          @Override
          public void close() {}
        });
  }
}
