package org.peftbench.harness.progress;

import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.harness.worker.ProgressEvent;
import org.peftbench.results.RunRecord;

/** Follows a sweep. Calls may come from several threads. */
public interface Display extends AutoCloseable {
  /**
   * The sweep begins.
   *
   * @param total runs of the plan
   * @param done runs that are in the store already
   */
  void begun(int total, int done);

  /** A run stands here. */
  void progressed(PlannedRun run, ProgressEvent event);

  /** A run has ended, well or not. */
  void ended(PlannedRun run, RunRecord record);

  @Override
  void close();
}
