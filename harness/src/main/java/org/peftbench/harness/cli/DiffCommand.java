package org.peftbench.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.ReportSite;
import org.peftbench.reports.StoreDiff;
import org.peftbench.reports.table.GridFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peftbench diff}: what changed from one store to another. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Compares two stores, or what two commits hold of one, configuration by configuration: which"
          + " differences are real, what was added or lost.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  peftbench diff runs-before runs-after",
      "  peftbench diff runs-before runs-after --format text",
      "  peftbench diff runs-before runs-after --out diff   a page and diff.md",
      "  peftbench diff v0.1.0:results/runs HEAD:results/runs"
    })
final class DiffCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "BEFORE",
      description = "folder of run records, or one of a git revision: REVISION:FOLDER")
  String before;

  @Parameters(index = "1", paramLabel = "AFTER", description = "likewise")
  String after;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "md",
      description = "of what is printed: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  GridFormat format = GridFormat.MD;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "folder for a page and Markdown (default: none is written)")
  @Nullable Path out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    StoreDiff diff = StoreDiff.of(comparison(before), comparison(after));
    PrintWriter print = spec.commandLine().getOut();
    print.println(diff.verdict());
    print.println();
    print.print(format.render(diff.grid()));
    if (out != null) {
      Path page = ReportSite.writeDiff(diff, before, after, out);
      print.println();
      print.println("Page: " + page.toAbsolutePath());
    }
    return 0;
  }

  private static Comparison comparison(String name) throws IOException, InterruptedException {
    try (RevisionStore opened = RevisionStore.open(name, Path.of(""))) {
      return Comparison.of(opened.store());
    }
  }
}
