package org.peftbench.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.peftbench.reports.gate.Gate;
import org.peftbench.reports.gate.GateReport;
import org.peftbench.reports.table.GridFormat;
import org.peftbench.results.baselines.Baseline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peftbench baseline}: what later runs are held to. */
@Command(
    name = "baseline",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {"Makes, renews or shows the baseline of 'peftbench check'.", ""})
final class BaselineCommand {
  @Spec CommandSpec spec;

  /** Makes the suite's runs and writes them down as what is right. */
  @Command(
      name = "update",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Makes a suite's runs anew and writes them down as what is right from now on. Reasons and"
            + " margins of the file that is replaced are kept, and all its runs that --method and the"
            + " like leave out.",
        ""
      })
  void update(
      @Mixin SuiteRuns runs,
      @Mixin SuitePart part,
      @Mixin LocalRuns local,
      @Option(
              names = "--baseline",
              paramLabel = "FILE",
              required = true,
              description = "the file to write")
          Path file,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              required = true,
              description = "why; kept in the file")
          String reason,
      @Option(
              names = "--margin",
              paramLabel = "FIGURE=SHARE",
              split = ",",
              description =
                  "the smallest harm to be noticed, for a figure or for quality, memory, time, loss:"
                      + " quality=0.02 is two points, time=0.15 is 15 %%")
          @Nullable Map<String, Double> margins)
      throws IOException, InterruptedException {
    Baseline.Reason why = new Baseline.Reason(Instant.now(), reason.strip());
    // Refuses, before hours are spent, to renew a part of what is not there.
    Baseline earlier = part.isWhole() && !Files.exists(file) ? null : Baseline.read(file);
    Baseline made =
        Baseline.of(
            runs.suite().name(),
            runs.records(local, part),
            earlier,
            why,
            margins == null ? Map.of() : new TreeMap<>(margins));
    Baseline baseline = earlier == null || part.isWhole() ? made : made.fillingIn(earlier);
    // What it would say of itself: refuses a baseline that tells nothing of noise.
    GateReport own = Gate.judge(baseline, baseline.runs());
    baseline.write(file);
    print(own);
  }

  /** Prints why it is what it is, and what a check by it can notice. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Prints a baseline's reasons, and which harm a check by it can notice.")
  void show(@Parameters(paramLabel = "FILE", description = "the baseline") Path file) {
    Baseline baseline = Baseline.read(file);
    baseline
        .reasons()
        .forEach(reason -> out().println("%s  %s".formatted(reason.when(), reason.text())));
    out().println();
    print(Gate.judge(baseline, baseline.runs()));
  }

  private void print(GateReport report) {
    out().print(GridFormat.TEXT.render(report.grid()));
    out().println();
    out().print(GateReport.promise());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
