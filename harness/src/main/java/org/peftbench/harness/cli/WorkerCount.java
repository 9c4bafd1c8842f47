package org.peftbench.harness.cli;

import org.peftbench.results.base.UserError;

/** How many runs go at the same time. */
final class WorkerCount {
  private static final String AUTO = "auto";

  private WorkerCount() {}

  /**
   * Reads {@code --workers}.
   *
   * @param threads of the engine in one run
   * @param cores of this machine
   * @throws UserError if it is no number, or needs more cores than there are
   */
  static int of(String text, int threads, int cores) {
    if (text.equals(AUTO)) {
      return Math.max(1, cores / threads);
    }
    if (!text.matches("[1-9][0-9]{0,3}")) {
      throw new UserError("--workers must be a number >= 1 or auto, got '%s'", text);
    }
    int workers = Integer.parseInt(text);
    if (workers > 1 && workers * threads > cores) {
      throw new UserError(
          "--workers %d with %d threads each need %d cores, this machine has %d: lower one of them",
          workers, threads, workers * threads, cores);
    }
    return workers;
  }
}
