package org.peftbench.harness.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.Division;
import org.peftbench.harness.DivisionTrial;
import org.peftbench.harness.Share;
import org.peftbench.harness.Sweep;
import org.peftbench.harness.TrainingWorker;
import org.peftbench.harness.progress.BarDisplay;
import org.peftbench.harness.progress.Display;
import org.peftbench.harness.progress.LineDisplay;
import org.peftbench.harness.suite.Plan;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.harness.suite.TunedRow;
import org.peftbench.harness.track.Tracker;
import org.peftbench.harness.track.Trackers;
import org.peftbench.harness.track.Tracking;
import org.peftbench.harness.worker.EngineLibraries;
import org.peftbench.harness.worker.Job;
import org.peftbench.harness.worker.Leavings;
import org.peftbench.harness.worker.Patience;
import org.peftbench.harness.worker.WorkerCommand;
import org.peftbench.harness.worker.Workers;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.UserError;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes runs in processes of this machine, under the options that say what is borne with. */
final class LocalRuns {
  /** Long enough for the system to have its memory back. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

  private static final Duration PATIENCE_WITH_TRACKERS = Duration.ofSeconds(30);

  /** The rest is the system's and this process's. */
  private static final double USABLE = 0.9;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--timeout",
      paramLabel = "MINUTES",
      description = "longest time of one run (default: none)")
  @Nullable Integer timeout;

  @Option(
      names = "--silence",
      paramLabel = "MINUTES",
      defaultValue = "10",
      description =
          "end a worker that neither says nor computes anything for so long (default:"
              + " ${DEFAULT-VALUE})")
  int silence;

  @Option(
      names = "--retries",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "further attempts after a worker died, 0 to 10 (default: ${DEFAULT-VALUE}); runs that"
              + " diverged or said what is wrong are not tried again")
  int retries;

  @Option(
      names = "--reuse-processes",
      description =
          "let a process that has made a run make the next one of the same backbone: the same results"
              + " in less time, but no figures of memory (see docs/workers.md)")
  boolean reuseProcesses;

  @Option(
      names = "--track",
      paramLabel = "TRACKER",
      description =
          "tells a tracker of every run that ends: mlflow=URL, mlflow=DIR or tensorboard=DIR; may be"
              + " given several times (see docs/trackers.md)")
  List<String> trackers = List.of();

  /**
   * Makes the runs of a plan that the store lacks and returns all of them, in the plan's order. The
   * first Ctrl-C lets runs under way end, the second stops them.
   *
   * @param atOnce how many run at the same time
   * @param rerun whether those that have ended for good are made again
   * @param leavings what they leave beside their records
   */
  List<RunRecord> make(
      Plan plan,
      RunStore runs,
      Installation installation,
      int atOnce,
      boolean rerun,
      Leavings leavings)
      throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Display display = display(plan.suite()); // refuses what is no tracker before anything starts
    Path home = installation.home();
    Workers processes = workers(runs, home);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(processes, err), "stop-workers"));
    Interrupts.onFirst(() -> close(processes, err));
    try (display) {
      Share share = share(atOnce, runs, installation);
      Sweep sweep =
          new Sweep(runs, processes, share, display, installation.dataRoot(), home, leavings);
      if (!sweep.open(plan, rerun).isEmpty()) {
        EngineLibraries.prepare(home, err::println);
      }
      List<RunRecord> records = sweep.run(plan, rerun);
      tellLeftOut(plan, runs);
      return records;
    }
  }

  /** Says which tuned rows have no configuration. */
  void tellLeftOut(Plan plan, RunStore runs) {
    PrintWriter err = spec.commandLine().getErr();
    plan.chosen(runs::findWhole).tuned().forEach(row -> err.println(notChosen(row)));
  }

  private static String notChosen(TunedRow row) {
    return "peftbench: %s is left out: a trial failed, or none has a score; see 'peftbench runs ls'"
        .formatted(row.candidates().get(0).runs().get(0).row());
  }

  /** Makes one run that another process has planned; whether it left a record. */
  boolean make(Job job) throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    EngineLibraries.prepare(job.home(), err::println);
    return workers(RunStore.at(job.store()), job.home()).run(job, event -> {}).isPresent();
  }

  /** A measurement of how fast a run is under a division of this machine. */
  DivisionTrial trial(PlannedRun run, Installation installation) throws InterruptedException {
    Path home = installation.home();
    EngineLibraries.prepare(home, spec.commandLine().getErr()::println);
    return new DivisionTrial(run, runs -> workers(runs, home), installation.dataRoot(), home);
  }

  private Workers workers(RunStore runs, Path home) {
    WorkerCommand command =
        new WorkerCommand(
            TrainingWorker.class.getName(),
            WorkerCommand.DEFAULT_HEAP,
            home,
            ((Main) spec.root().userObject()).plugins());
    return new Workers(command, runs, patience(), reuseProcesses);
  }

  /** These options as words of a command line. */
  List<String> words() {
    patience(); // refuses what can't be
    List<String> words = new ArrayList<>(List.of("--silence=" + silence, "--retries=" + retries));
    if (timeout != null) {
      words.add("--timeout=" + timeout);
    }
    return words;
  }

  private static Share share(int atOnce, RunStore runs, Installation installation) {
    if (atOnce == 1) {
      return Share.ONE;
    }
    Estimates estimates = estimates(runs, installation);
    return new Share(atOnce, memory(), run -> estimates.of(run.spec()));
  }

  /** Those ways to divide this machine under which runs like one fit into its memory. */
  static List<Division> fitting(
      List<Division> ways, PlannedRun run, RunStore runs, Installation installation) {
    double bytes = estimates(runs, installation).of(run.spec()).bytes();
    return Division.fitting(ways, bytes, memory());
  }

  private static Estimates estimates(RunStore runs, Installation installation) {
    return new Estimates(runs.holdings().records(), new RoughMemory(installation)::bytes);
  }

  private static double memory() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return USABLE * system.getTotalMemorySize();
  }

  private Patience patience() {
    if (retries < 0 || retries > 10) {
      throw new UserError("--retries must be 0 to 10, got %d", retries);
    }
    return new Patience(
        timeout == null ? null : minutes("--timeout", timeout),
        minutes("--silence", silence),
        retries,
        FIRST_PAUSE);
  }

  private static Duration minutes(String option, int value) {
    if (value < 1) {
      throw new UserError("%s must be >= 1, got %d", option, value);
    }
    return Duration.ofMinutes(value);
  }

  private static void close(Workers processes, PrintWriter err) {
    err.println();
    err.println(
        "peftbench: no more runs begin, those under way are finished; Ctrl-C again stops them");
    processes.close();
  }

  /** Runs at every end of this process; only Ctrl-C and its like leave something to stop. */
  private static void stop(Workers processes, PrintWriter err) {
    if (processes.stop()) {
      err.println();
      err.println("peftbench: stopped; the same command goes on from here");
    }
  }

  /**
   * What follows a sweep, trackers among it.
   *
   * @param suite that the runs belong to
   */
  Display display(String suite) {
    List<Tracker> named = trackers.stream().map(Trackers::of).toList();
    PrintWriter err = spec.commandLine().getErr();
    // The launcher says how wide the terminal is, if there is one.
    Integer columns = Integer.getInteger("peftbench.columns");
    Display shown = columns == null ? new LineDisplay(err) : new BarDisplay(err, columns);
    return named.isEmpty() ? shown : new Tracking(shown, suite, named, err, PATIENCE_WITH_TRACKERS);
  }
}
