package org.peftbench.harness.progress;

import java.io.PrintWriter;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.harness.worker.ProgressEvent;
import org.peftbench.results.RunRecord;

/** One plain line a run, for logs. */
public final class LineDisplay implements Display {
  private final PrintWriter out;
  private int total;
  private int ended;

  /** A display that prints to {@code out}. */
  public LineDisplay(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void begun(int total, int done) {
    this.total = total;
    ended = done;
    if (done < total) {
      out.println(RunText.opening(total, done));
    }
  }

  @Override
  public void progressed(PlannedRun run, ProgressEvent event) {
    // a log is read later, when only ends matter
  }

  @Override
  public synchronized void ended(PlannedRun run, RunRecord record) {
    ended++;
    out.println("[%d/%d] %s".formatted(ended, total, RunText.ending(run, record)));
  }

  @Override
  public void close() {
    out.flush();
  }
}
