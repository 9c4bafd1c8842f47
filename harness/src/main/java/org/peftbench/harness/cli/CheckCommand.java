package org.peftbench.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.peftbench.reports.gate.Gate;
import org.peftbench.reports.gate.GateReport;
import org.peftbench.reports.gate.JUnitXml;
import org.peftbench.reports.gate.SecondLook;
import org.peftbench.reports.table.GridFormat;
import org.peftbench.results.RunRecord;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.UserError;
import org.peftbench.results.baselines.Baseline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code peftbench check}: whether a suite's runs became worse than a baseline. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Makes a suite's runs anew and holds them to a baseline: counts and first losses must be"
          + " equal, scores, memory and time must pass a test of non-inferiority. What seems to take more"
          + " memory or time is made once more before it is blamed.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  peftbench check --suite smoke --baseline baselines/smoke.json",
      "  peftbench check --suite smoke --baseline baselines/smoke.json --store runs --made",
      "",
      "Writes check.xml (JUnit), check.md and check.json into --out.",
      "Exit status: 0 no regression, 1 a regression, 2 misuse."
    })
final class CheckCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin SuiteRuns runs;
  @Mixin LocalRuns local;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      required = true,
      description = "what 'peftbench baseline update' has written")
  Path file;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "check",
      description = "folder for JUnit XML, Markdown and JSON (default: ${DEFAULT-VALUE})")
  Path out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Baseline baseline = Baseline.read(file);
    String suite = runs.suite().name();
    if (!baseline.suite().equals(suite)) {
      throw new UserError(
          "baseline %s is of suite %s, not of %s: name the one that belongs to the suite",
          file, baseline.suite(), suite);
    }
    List<RunRecord> records = runs.records(local, new SuitePart());
    GateReport report =
        runs.areMade()
            ? SecondLook.judge(baseline, records, blamed -> runs.again(blamed, local))
            : Gate.judge(baseline, records);
    AtomicFile.write(out.resolve("check.xml"), JUnitXml.of(report));
    AtomicFile.write(out.resolve("check.md"), report.markdown());
    AtomicFile.write(out.resolve("check.json"), report.json());
    PrintWriter print = spec.commandLine().getOut();
    print.print(GridFormat.TEXT.render(report.grid()));
    print.println();
    print.println(report.sentence());
    if (!report.passed()) { // once more where the end of a log is all that is looked at
      print.println();
      print.print(GridFormat.TEXT.render(report.alarmGrid()));
    }
    return report.passed() ? 0 : 1;
  }
}
