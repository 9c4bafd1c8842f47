package org.peftbench.harness.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.ConsoleTable;
import org.peftbench.reports.ReportSite;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code peftbench report}: compares all runs of a store, training nothing. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Prints the comparison of all runs in a store and writes it as a site that opens from disk.",
      ""
    })
final class ReportCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin StoreOption store;
  @Mixin DataOption data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "report",
      description = "folder the report is written to (default: ${DEFAULT-VALUE})")
  Path out;

  @Override
  public Integer call() {
    RunStore runs = RunStore.existing(store.path());
    List<RunRecord> records = runs.all();
    PrintWriter print = spec.commandLine().getOut();
    print.println(ConsoleTable.render(Comparison.of(records, runs::predictions)));
    print.println(
        "Report: "
            + ReportSite.write(
                new InstalledRunFiles(runs, data.path()), records, out.toAbsolutePath()));
    return 0;
  }
}
