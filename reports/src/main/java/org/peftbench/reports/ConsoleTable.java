package org.peftbench.reports;

import java.util.ArrayList;
import java.util.List;
import org.peftbench.reports.table.AlignedText;
import org.peftbench.reports.table.Failures;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.MetricNames;
import org.peftbench.results.RunRecord;

/** A comparison as plain text for the end of a run: one block a backbone and task. */
public final class ConsoleTable {
  private static final List<String> HEADER =
      List.of("method", "", "trained", "head", "training", "tokens/s", "peak memory");

  private ConsoleTable() {}

  /** The table, lines ended by {@code \n}; never empty. */
  public static String render(Comparison comparison) {
    StringBuilder text = new StringBuilder();
    comparison.blocks().stream()
        .flatMap(block -> block.apart().stream())
        .forEach(block -> render(block, text));
    if (comparison.blocks().isEmpty()) {
      text.append("No runs.\n");
    }
    comparison
        .unreadable()
        .forEach(
            (run, reason) -> text.append("left out: ").append(PlainText.of(reason)).append('\n'));
    return text.toString();
  }

  private static void render(Block block, StringBuilder text) {
    if (!text.isEmpty()) {
      text.append('\n');
    }
    text.append(block.taskName()).append(" on ").append(block.backboneName());
    text.append(block.footing().suffix()).append('\n');
    List<String> header = new ArrayList<>(HEADER);
    header.set(1, block.primaryMetric().isEmpty() ? "score" : block.primaryMetric());
    AlignedText lines =
        new AlignedText(header.stream().map(name -> !name.equals("method")).toList());
    lines.line(header);
    block.rows().forEach(row -> lines.line(cells(block, row)));
    text.append(lines.render());
    legend(block, text);
    for (Row row : block.rows()) {
      for (RunRecord failure : row.failures()) {
        text.append("  ").append(Failures.sentence(row, failure)).append('\n');
      }
    }
  }

  private static List<String> cells(Block block, Row row) {
    return List.of(
        mark(row) + row.label() + (row.optimistic() ? " (optimistic)" : ""),
        row.figure(block.primaryMetric())
            .map(
                figure ->
                    Figures.spread(figure.summary(), figure.unit())
                        + " ("
                        + figure.summary().n()
                        + ")")
            .orElse(Figures.ABSENT),
        mean(row, MetricNames.TRAINABLE_ADAPTATION),
        mean(row, MetricNames.TRAINABLE_HEAD),
        mean(row, MetricNames.TRAINING_SECONDS),
        mean(row, MetricNames.TOKENS_PER_SECOND),
        mean(row, MetricNames.PEAK_RSS));
  }

  private static String mark(Row row) {
    return switch (row.standing().kind()) {
      case BEST -> "* ";
      case TIED -> "= ";
      case BEHIND, UNTESTED -> "  ";
    };
  }

  private static String mean(Row row, String name) {
    return row.figure(name)
        .map(figure -> Figures.mean(figure.summary(), figure.unit()))
        .orElse(Figures.ABSENT);
  }

  private static void legend(Block block, StringBuilder text) {
    boolean tested = block.rows().stream().anyMatch(row -> row.standing().pValue() != null);
    if (block.best().isPresent()) {
      text.append(
          tested
              ? "  * best mean   = not distinguishable from it   (n) seeds\n"
              : "  * best mean, untested   (n) seeds\n");
    }
    boolean single =
        block.rows().stream()
            .flatMap(row -> row.figure(block.primaryMetric()).stream())
            .map(Figure::summary)
            .anyMatch(summary -> summary.n() == 1);
    if (single) {
      text.append("  One seed gives no spread.\n");
    }
  }
}
