package org.peftbench.harness.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.peftbench.harness.paper.PaperItem;
import org.peftbench.harness.paper.SuiteCost;
import org.peftbench.harness.paper.SuiteCosts;
import org.peftbench.harness.suite.Suite;
import org.peftbench.harness.suite.SuiteLibrary;
import org.peftbench.harness.suite.SuiteReader;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.results.base.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code peftbench paper}: the papers' tables and figures. */
@Command(
    name = "paper",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {"Lists the papers' tables and figures, each with its suites or commands.", ""})
final class PaperCommand {
  private static final double GIGA = 1e9;
  private static final double HOUR = 3600;
  private static final List<Grid.Column> COLUMNS =
      List.of(
          new Grid.Column("paper", "Short."),
          new Grid.Column("item", "Table or figure."),
          new Grid.Column("shows", "What it is about."),
          new Grid.Column("peftbench", "What gives it here."),
          new Grid.Column("runs", "Trials included."),
          new Grid.Column("hours", "Of training, at most, at the rate given."),
          new Grid.Column("memory, full", "Of full fine-tuning's step, at most."),
          new Grid.Column("memory, propulsion", "Of Propulsion's step, at most."),
          new Grid.Column("needs", "What is not here by itself."));

  /** Prints a line a suite or command. */
  @Command(
      name = "list",
      aliases = "ls",
      mixinStandardHelpOptions = true,
      description = {
        "Lists every table and figure with its suites, in full and in small, and what they would"
            + " cost. Nothing is fetched: networks are known by their configurations.",
        ""
      },
      footer = {
        "",
        "hours: of training alone, every row as long as the longest allowed, a passage in one window,"
            + " and every method as dear as full fine-tuning, so real ones are fewer. memory: of a"
            + " training step, without Java and the engine (docs/memory.md)."
      })
  void list(
      @Option(
              names = "--gpu-gflops",
              paramLabel = "N",
              defaultValue = "30000",
              description =
                  "rate of suites that want a GPU, in GFLOP/s (default: ${DEFAULT-VALUE})")
          double gpu,
      @Option(
              names = "--cpu-gflops",
              paramLabel = "N",
              defaultValue = "100",
              description = "rate of the others, two cores (default: ${DEFAULT-VALUE})")
          double cpu,
      @Mixin FormatOption format) {
    if (!(gpu > 0 && cpu > 0)) {
      throw new UserError("rates must be > 0 GFLOP/s, got %s and %s", gpu, cpu);
    }
    SuiteReader reader = new SuiteReader(new Installation(null));
    SuiteCosts costs = new SuiteCosts();
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (PaperItem item : PaperItem.all()) {
      for (String name : item.suites()) {
        Suite suite = reader.read(SuiteLibrary.find(name));
        lines.add(line(item, "run " + name, costs.of(suite), suite.device() == null ? cpu : gpu));
      }
      for (String command : item.commands()) {
        lines.add(line(item, command));
      }
    }
    format.print(new Grid(COLUMNS, lines));
  }

  private static List<Grid.Cell> line(
      PaperItem item, String command, SuiteCost cost, double gigaflops) {
    double hours = cost.operations() / (gigaflops * GIGA) / HOUR;
    List<Grid.Cell> line = start(item, command);
    line.add(new Grid.Cell(String.valueOf(cost.runs()), (double) cost.runs()));
    line.add(new Grid.Cell(String.format(Locale.ROOT, hours < 10 ? "%.1f" : "%.0f", hours), hours));
    line.add(bytes(cost.fullBytes()));
    line.add(bytes(cost.leanBytes()));
    line.add(Grid.Cell.text(needs(cost)));
    return line;
  }

  private static List<Grid.Cell> line(PaperItem item, String command) {
    List<Grid.Cell> line = start(item, command);
    while (line.size() < COLUMNS.size() - 1) {
      line.add(Grid.Cell.ABSENT);
    }
    line.add(Grid.Cell.text("nothing"));
    return line;
  }

  private static List<Grid.Cell> start(PaperItem item, String command) {
    return new ArrayList<>(
        List.of(
            Grid.Cell.text(item.paper()),
            Grid.Cell.text(item.item()),
            Grid.Cell.text(item.shows()),
            Grid.Cell.text(command)));
  }

  private static String needs(SuiteCost cost) {
    List<String> needs = new ArrayList<>();
    if (!cost.data().isEmpty()) {
      needs.add("data of " + String.join(", ", cost.data()));
    }
    needs.addAll(cost.checkpoints());
    return needs.isEmpty() ? "nothing" : String.join("; ", needs);
  }

  private static Grid.Cell bytes(long bytes) {
    return new Grid.Cell(Figures.value((double) bytes, "bytes"), (double) bytes);
  }
}
