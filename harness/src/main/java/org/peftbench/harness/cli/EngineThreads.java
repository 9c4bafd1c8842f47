package org.peftbench.harness.cli;

import org.peftbench.results.base.UserError;
import picocli.CommandLine.Option;

/** The option {@code --threads} of commands that compute outside of runs. */
final class EngineThreads {
  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "threads of the engine; others round otherwise (default: ${DEFAULT-VALUE})")
  int threads;

  /**
   * How many.
   *
   * @throws UserError if that is none
   */
  int count() {
    if (threads < 1) {
      throw new UserError("--threads must be >= 1, got %d", threads);
    }
    return threads;
  }
}
