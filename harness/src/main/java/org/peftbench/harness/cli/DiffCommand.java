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
import org.peftbench.results.RunStore;
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
      "Compares two stores, for example of two commits, configuration by configuration: which"
          + " differences are real, what was added or lost.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  peftbench diff runs-before runs-after",
      "  peftbench diff runs-before runs-after --format text",
      "  peftbench diff runs-before runs-after --out diff   a page and diff.md"
    })
final class DiffCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "BEFORE", description = "folder of run records")
  Path before;

  @Parameters(index = "1", paramLabel = "AFTER", description = "folder of run records")
  Path after;

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
  public Integer call() throws IOException {
    StoreDiff diff = StoreDiff.of(comparison(before), comparison(after));
    PrintWriter print = spec.commandLine().getOut();
    print.println(diff.verdict());
    print.println();
    print.print(format.render(diff.grid()));
    if (out != null) {
      Path page = ReportSite.writeDiff(diff, before.toString(), after.toString(), out);
      print.println();
      print.println("Page: " + page.toAbsolutePath());
    }
    print.flush();
    return 0;
  }

  private static Comparison comparison(Path folder) {
    RunStore runs = RunStore.existing(folder.toAbsolutePath().normalize());
    return Comparison.of(runs.all(), runs::predictions);
  }
}
