package org.peftbench.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import org.peftbench.harness.cli.Main;
import org.peftbench.harness.worker.Plugins;
import org.peftbench.harness.worker.WorkerCommand;
import org.peftbench.reports.SyntheticRuns;

/**
 * A folder of made-up records, as many examples in each as a small task has.
 *
 * @param folder of the store
 */
record MadeStore(Path folder) {
  private static final int EXAMPLES = 200;
  private static final int SEEDS = 5;
  private static final int METHODS = 50;

  /** Records of a task, where there are as many methods as usual. */
  static final int RUNS_OF_A_TASK = METHODS * SEEDS;

  /** Fills a folder with so many records, a multiple of a task's. */
  static MadeStore fill(Path folder, int runs) {
    return fill(folder, runs / RUNS_OF_A_TASK, METHODS);
  }

  /** Fills a folder with all methods on all tasks, five seeds each. */
  static MadeStore fill(Path folder, int tasks, int methods) {
    for (int task = 0; task < tasks; task++) {
      SyntheticRuns runs = new SyntheticRuns(task).examples(EXAMPLES); // one task in memory
      for (int method = 0; method < methods; method++) {
        for (int seed = 1; seed <= SEEDS; seed++) {
          runs.skilled("synthetic-" + task, "method-" + method, 0.5 + 0.03 * method, seed);
        }
      }
      runs.store(folder);
    }
    return new MadeStore(folder);
  }

  /** Has {@code peftbench report} write a site, in a process started as the launcher does. */
  void report(Path site) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    WorkerCommand.classPath(Plugins.NONE),
                    Main.class.getName(),
                    "report",
                    folder.toString(),
                    "--out",
                    site.toString()))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT)
            .start();
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("the report ended with status " + status);
    }
  }
}
