package org.peftbench.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.Division;
import org.peftbench.harness.suite.Plan;
import org.peftbench.harness.suite.Shard;
import org.peftbench.harness.suite.Suite;
import org.peftbench.harness.suite.SuiteLibrary;
import org.peftbench.harness.suite.SuiteReader;
import org.peftbench.harness.worker.Leavings;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.ConsoleTable;
import org.peftbench.reports.ReportSite;
import org.peftbench.reports.RunFiles;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;
import org.peftbench.results.StoreLock;
import org.peftbench.results.base.UserError;
import org.peftbench.results.study.StudyStore;
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
  @Spec CommandSpec spec;
  @Mixin StoreOption store;
  @Mixin DataOption data;
  @Mixin LocalRuns local;
  @Mixin HardwareOptions hardware;
  @Mixin SuitePart part;
  @Mixin CoreOptions cores;
  @Mixin RemoteRuns remote;

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
      names = "--shard",
      paramLabel = "I/N",
      description = "only the I-th of N parts of the runs; the parts may run on N machines at once")
  @Nullable String shard;

  @Option(
      names = "--gradient-checkpointing",
      description =
          "compute layers again on the way back instead of keeping what they made: less memory, more"
              + " time, the same results; like 'gradient_checkpointing: true' in the suite's protocol")
  boolean gradientCheckpointing;

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
      names = "--drift",
      paramLabel = "N",
      description =
          "follow how far training moves the gradients of the answers to N training rows (see"
              + " docs/studies.md); a finished run that was not followed is made again")
  @Nullable Integer drift;

  @Option(
      names = "--keep-adapters",
      description =
          "keep adapters above 64 MB, too; a finished run whose adapter is gone is made again")
  boolean keepAdapters;

  @Option(
      names = "--checkpoint",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description =
          "longest time between two checkpoints, from which a run that was cut short goes on; 0:"
              + " none (default: ${DEFAULT-VALUE})")
  int checkpoint;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path dataRoot = data.path();
    Installation installation = new Installation(dataRoot);
    Suite asked = choose(installation);
    if (!remote.isAsked()) { // other machines may have what this one lacks
      installation.checkDevice(asked.device());
      cores.check(asked);
    }
    Leavings leavings =
        new Leavings(
            trace == null ? 0 : positive("--trace", trace),
            keepAdapters,
            checkpointSeconds(),
            drift == null ? 0 : positive("--drift", drift));
    RunStore runs = RunStore.at(store.path());
    Shard part = shard == null ? null : Shard.parse(shard);
    StoreLock lock = part == null ? StoreLock.take(runs) : StoreLock.takePart(runs, part.words());
    try {
      Division division =
          remote.isAsked() ? cores.elsewhere(asked) : cores.here(asked, runs, installation, local);
      Plan whole = Plan.of(asked.withThreads(division.threads()), installation);
      Plan plan = part == null ? whole : part.of(whole);
      List<RunRecord> records =
          remote.isAsked()
              ? remote.make(plan, runs, installation, rerun, leavings, local)
              : local.make(plan, runs, installation, division.workers(), rerun, leavings);
      PrintWriter out = spec.commandLine().getOut();
      Comparison comparison = Comparison.of(records, runs::predictions);
      out.print(ConsoleTable.render(comparison));
      out.println();
      RunFiles files =
          new InstalledRunFiles(record -> runs, dataRoot, new StudyStore(runs.root())::all);
      Path page =
          ReportSite.update(comparison, files, String.valueOf(dataRoot), report.toAbsolutePath());
      out.println("Report: " + page);
      boolean well =
          records.size() == plan.reported()
              && records.stream().allMatch(run -> run.status() == RunStatus.SUCCEEDED);
      return well ? 0 : 1;
    } finally {
      lock.close();
    }
  }

  private Suite choose(Installation installation) {
    SuiteLibrary.Source source = SuiteLibrary.find(suite);
    Suite read = new SuiteReader(installation).read(source);
    Suite kept = part.of(read);
    if (gradientCheckpointing) {
      kept = kept.checkpointed();
    }
    return cores.on(hardware.on(kept));
  }

  private int checkpointSeconds() {
    if (checkpoint < 0) {
      throw new UserError("--checkpoint must be >= 0, got %d", checkpoint);
    }
    return checkpoint;
  }

  private static int positive(String option, int value) {
    if (value < 1) {
      throw new UserError("%s must be >= 1, got %d", option, value);
    }
    return value;
  }
}
