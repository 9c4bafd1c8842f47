package org.peftbench.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.Sweep;
import org.peftbench.harness.TrainingWorker;
import org.peftbench.harness.progress.BarDisplay;
import org.peftbench.harness.progress.Display;
import org.peftbench.harness.progress.LineDisplay;
import org.peftbench.harness.suite.Plan;
import org.peftbench.harness.suite.Shard;
import org.peftbench.harness.suite.Suite;
import org.peftbench.harness.suite.SuiteFilter;
import org.peftbench.harness.suite.SuiteLibrary;
import org.peftbench.harness.suite.SuiteReader;
import org.peftbench.harness.worker.EngineLibraries;
import org.peftbench.harness.worker.Leavings;
import org.peftbench.harness.worker.Patience;
import org.peftbench.harness.worker.Plugins;
import org.peftbench.harness.worker.WorkerCommand;
import org.peftbench.harness.worker.Workers;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.ConsoleTable;
import org.peftbench.reports.ReportSite;
import org.peftbench.reports.RunFiles;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;
import org.peftbench.results.StoreLock;
import org.peftbench.results.base.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peftbench run}: makes a suite's runs and reports them. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Makes the runs of a suite that aren't in the store yet, then prints the comparison and"
          + " writes the report.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  peftbench run quick",
      "  peftbench run my-suite.yaml --data ~/data --store runs/mine",
      "  peftbench run quick --task acceptability --method full,lora --seed 1,2 --rerun",
      "",
      "Ctrl-C lets the runs under way end and begins no more; a second one stops them. The same"
          + " command goes on from there."
    })
final class RunCommand implements Callable<Integer> {
  /** Long enough for the system to have its memory back. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

  @Spec CommandSpec spec;
  @Mixin StoreOption store;
  @Mixin DataOption data;

  @Parameters(
      paramLabel = "SUITE",
      description = "a bundled suite's name ('peftbench suites list') or the path of a .yaml file")
  String suite;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "report",
      description = "folder the report is written to (default: ${DEFAULT-VALUE})")
  Path report;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      split = ",",
      description = "only these methods or labels of the suite")
  List<String> methods = List.of();

  @Option(
      names = "--task",
      paramLabel = "NAME",
      split = ",",
      description = "only these tasks of the suite")
  List<String> tasks = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      split = ",",
      description = "only these seeds of the suite")
  List<Long> seeds = List.of();

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "only the I-th of N parts of the runs; the parts may run on N machines at once")
  @Nullable String shard;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "engine threads of one run, instead of the suite's; part of a run's identity")
  @Nullable Integer threads;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "1",
      description = "runs at the same time (default: ${DEFAULT-VALUE}); more than one blurs times")
  int workers;

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
      names = "--rerun",
      description = "make finished runs again; what the store had of them is replaced")
  boolean rerun;

  @Option(
      names = "--trace",
      paramLabel = "N",
      description =
          "write loss, gradient norm and adapter of the first N steps beside each record, as"
              + " safetensors; a finished run without them is made again")
  @Nullable Integer trace;

  @Option(
      names = "--keep-adapters",
      description =
          "keep adapters above 64 MB, too; a finished run whose adapter is gone is made again")
  boolean keepAdapters;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path dataRoot = data.path();
    Installation installation = new Installation(dataRoot);
    Suite chosen = choose(installation);
    checkCores(chosen);
    RunStore runs = RunStore.at(store.path());
    Shard part = shard == null ? null : Shard.parse(shard);
    StoreLock lock = part == null ? StoreLock.take(runs) : StoreLock.takePart(runs, part.words());
    try {
      Plan whole = Plan.of(chosen, installation);
      Plan plan = part == null ? whole : part.of(whole);
      List<RunRecord> records = sweep(runs, plan, installation);
      PrintWriter out = spec.commandLine().getOut();
      Comparison comparison = Comparison.of(records, runs::predictions);
      out.print(ConsoleTable.render(comparison));
      out.println();
      RunFiles files = new InstalledRunFiles(record -> runs, dataRoot);
      Path page =
          ReportSite.update(comparison, files, String.valueOf(dataRoot), report.toAbsolutePath());
      out.println("Report: " + page);
      boolean well = records.stream().allMatch(run -> run.status() == RunStatus.SUCCEEDED);
      return well ? 0 : 1;
    } finally {
      lock.close();
    }
  }

  private Suite choose(Installation installation) {
    SuiteLibrary.Source source = SuiteLibrary.find(suite);
    Suite read = new SuiteReader(installation).read(source.text(), source.name());
    Suite kept = new SuiteFilter(methods, tasks, seeds).apply(read);
    if (threads == null) {
      return kept;
    }
    return kept.withThreads(positive("--threads", threads));
  }

  private void checkCores(Suite chosen) {
    positive("--workers", workers);
    if (trace != null) {
      positive("--trace", trace);
    }
    int cores = Runtime.getRuntime().availableProcessors();
    if (workers > 1 && (long) workers * chosen.threads() > cores) {
      throw new UserError(
          "--workers %d with %d threads each need %d cores, this machine has %d: lower one of them",
          workers, chosen.threads(), (long) workers * chosen.threads(), cores);
    }
  }

  private List<RunRecord> sweep(RunStore runs, Plan plan, Installation installation)
      throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Path home = installation.home();
    Workers processes =
        new Workers(
            new WorkerCommand(
                TrainingWorker.class.getName(), WorkerCommand.DEFAULT_HEAP, home, plugins()),
            runs,
            patience());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(processes, err), "stop-workers"));
    Interrupts.onFirst(() -> close(processes, err));
    Leavings leavings = new Leavings(trace == null ? 0 : trace, keepAdapters);
    try (Display display = display(err)) {
      Sweep sweep =
          new Sweep(runs, processes, workers, display, installation.dataRoot(), home, leavings);
      if (!sweep.open(plan, rerun).isEmpty()) {
        EngineLibraries.prepare(home, err::println);
      }
      return sweep.run(plan, rerun);
    }
  }

  private Patience patience() {
    if (retries < 0 || retries > 10) {
      throw new UserError("--retries must be 0 to 10, got %d", retries);
    }
    return new Patience(
        timeout == null ? null : Duration.ofMinutes(positive("--timeout", timeout)),
        Duration.ofMinutes(positive("--silence", silence)),
        retries,
        FIRST_PAUSE);
  }

  private Plugins plugins() {
    return ((Main) spec.root().userObject()).plugins();
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

  /** The launcher says how wide the terminal is, if there is one. */
  private static Display display(PrintWriter err) {
    Integer columns = Integer.getInteger("peftbench.columns");
    return columns == null ? new LineDisplay(err) : new BarDisplay(err, columns);
  }

  private static int positive(String option, int value) {
    if (value < 1) {
      throw new UserError("%s must be >= 1, got %d", option, value);
    }
    return value;
  }
}
