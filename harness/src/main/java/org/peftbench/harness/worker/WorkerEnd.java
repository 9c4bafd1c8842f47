package org.peftbench.harness.worker;

import org.jspecify.annotations.Nullable;
import org.peftbench.results.RunStatus;

/**
 * How a worker that left no record ended.
 *
 * @param exit status of the process; 128 and a signal's number if a signal ended it
 * @param overrun the limit it overran; absent if it didn't
 * @param told what it said of its end itself; absent if it couldn't
 * @param lastLine of its log; may be empty
 */
record WorkerEnd(int exit, @Nullable Overrun overrun, @Nullable Failure told, String lastLine) {
  private static final int SIGNAL = 128;
  private static final int KILL = 9;

  /** Whether it ended without a reason of its own, so that another attempt may go well. */
  boolean isDeath() {
    if (overrun != null) {
      return overrun.isSilence();
    }
    return told == null && exit != 0 && exit != WorkerCommand.HEAP_EXHAUSTED;
  }

  /** Whether it ended because its time was over, as it would at every attempt. */
  boolean isOverTime() {
    return overrun != null && !overrun.isSilence();
  }

  /** What this means for the run, without the place of its log. */
  Failure failure() {
    if (overrun != null) {
      return overrun.failure();
    }
    if (told != null) {
      return told;
    }
    if (exit == WorkerCommand.HEAP_EXHAUSTED) {
      return new Failure(RunStatus.OUT_OF_MEMORY, "the worker's Java heap was exhausted");
    }
    if (exit == SIGNAL + KILL) {
      return new Failure(
          RunStatus.OUT_OF_MEMORY,
          "the worker was killed (signal 9), most likely by the system for lack of memory");
    }
    if (exit == 0) {
      return new Failure(RunStatus.FAILED, "the worker ended well but left no record");
    }
    String how =
        exit > SIGNAL
            ? "was ended by signal %d".formatted(exit - SIGNAL)
            : "ended with status %d".formatted(exit);
    String saying = lastLine.isEmpty() ? "" : " saying: " + shortened(lastLine);
    return new Failure(RunStatus.FAILED, "the worker " + how + saying);
  }

  private static String shortened(String line) {
    return line.length() <= 200 ? line : line.substring(0, 200) + "...";
  }
}
