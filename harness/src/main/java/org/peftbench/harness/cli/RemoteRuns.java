package org.peftbench.harness.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.RemoteSweep;
import org.peftbench.harness.cluster.Errand;
import org.peftbench.harness.cluster.Executor;
import org.peftbench.harness.cluster.Executors;
import org.peftbench.harness.progress.Display;
import org.peftbench.harness.suite.Plan;
import org.peftbench.harness.worker.EngineLibraries;
import org.peftbench.harness.worker.Leavings;
import org.peftbench.harness.worker.WorkerCommand;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.UserError;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Has runs made on other machines, under the options that say which. */
final class RemoteRuns {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--executor",
      paramLabel = "NAME",
      description =
          "has the runs made on other machines, by a plug-in of that name (see docs/cluster.md);"
              + " --workers then has no say")
  @Nullable String executor;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "who hands the machines out, as the executor calls it: spark://HOST:7077")
  @Nullable String master;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "a setting of the executor's own; may be given several times")
  Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--through",
      paramLabel = "URL",
      description =
          "folder that all machines see, of any file system that the executor knows, through which"
              + " records come back (default: none, all machines see the store)")
  @Nullable String through;

  /** Whether runs are to be made elsewhere. */
  boolean isAsked() {
    if (executor == null && (master != null || through != null || !settings.isEmpty())) {
      throw new UserError("--master, --through and --conf need an --executor: spark, for one");
    }
    return executor != null;
  }

  /**
   * Has the runs made that the store lacks, and returns all of the plan, in its order.
   *
   * @param rerun whether those that have ended for good are made again
   * @param local options of every sweep
   */
  List<RunRecord> make(
      Plan plan,
      RunStore runs,
      Installation installation,
      boolean rerun,
      Leavings leavings,
      LocalRuns local)
      throws IOException, InterruptedException {
    Executor found = Executors.named(String.valueOf(executor));
    if (master == null) {
      throw new UserError("--executor %s needs --master: who hands the machines out", executor);
    }
    // Once, before all machines that share the home folder would do it.
    EngineLibraries.prepare(installation.home(), spec.commandLine().getErr()::println);
    try (Display display = local.display(plan.suite())) {
      Errand.Terms terms = new Errand.Terms(command(local.words()), master, settings, through);
      RemoteSweep sweep =
          new RemoteSweep(
              runs, found, display, installation.dataRoot(), installation.home(), leavings);
      List<RunRecord> records = sweep.run(plan, rerun, terms);
      local.tellLeftOut(plan, runs);
      return records;
    }
  }

  private List<String> command(List<String> options) {
    List<String> words = new ArrayList<>(List.of("java", "-Xmx256m", "-XX:+UseSerialGC"));
    words.add("-XX:TieredStopAtLevel=1");
    words.add("-cp");
    words.add(WorkerCommand.classPath(((Main) spec.root().userObject()).plugins()));
    words.addAll(List.of(Main.class.getName(), "work"));
    words.addAll(options);
    return words;
  }
}
