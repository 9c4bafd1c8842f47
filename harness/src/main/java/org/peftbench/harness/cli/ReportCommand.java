package org.peftbench.harness.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.ConsoleTable;
import org.peftbench.reports.ReportSite;
import org.peftbench.reports.RunFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peftbench report}: compares all runs of stores, training nothing. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Prints the comparison of all runs in one store or several and writes it as a site that"
          + " opens from disk.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  peftbench report                                    the store 'runs'",
      "  peftbench report runs ../elsewhere/runs --out both  two stores as one"
    })
final class ReportCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin StoreOption store;
  @Mixin DataOption data;

  @Parameters(
      paramLabel = "RUNS",
      arity = "0..*",
      description = "folders of run records (default: that of --store)")
  List<Path> folders = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "report",
      description = "folder the report is written to (default: ${DEFAULT-VALUE})")
  Path out;

  @Override
  public Integer call() {
    Stores stores = Stores.of(folders.isEmpty() ? List.of(store.path()) : folders);
    Comparison comparison = stores.comparison();
    PrintWriter print = spec.commandLine().getOut();
    print.println(ConsoleTable.render(comparison));
    RunFiles files = new InstalledRunFiles(stores::home, data.path(), stores::studies);
    print.println("Report: " + ReportSite.write(comparison, files, out.toAbsolutePath()));
    return 0;
  }
}
