package org.peftbench.harness.cli;

import java.io.PrintWriter;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.GridFormat;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --format}, and the table that a command prints in it. */
final class FormatOption {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "of the table: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  GridFormat format = GridFormat.TEXT;

  /** Prints to where the command prints. */
  void print(Grid grid) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(format.render(grid));
  }
}
