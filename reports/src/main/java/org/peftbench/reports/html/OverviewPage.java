package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.peftbench.reports.Block;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.Figure;
import org.peftbench.reports.Headline;
import org.peftbench.reports.Row;
import org.peftbench.reports.Standing;
import org.peftbench.reports.table.ComparisonGrid;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.TaskMatrix;
import org.peftbench.results.MetricNames;

/** The first page: the question, the answer, and the way to everything else. */
final class OverviewPage {
  static final String PATH = "index.html";

  private OverviewPage() {}

  static Page of(Contents contents) {
    Comparison comparison = contents.comparison();
    List<Part> parts = new ArrayList<>();
    parts.add(new Part.Prose(Headline.of(comparison), "headline"));
    parts.add(new Part.Prose(Facts.of(comparison, contents.runs()), "facts"));
    if (!comparison.unreadable().isEmpty()) {
      parts.add(
          new Part.Cautions(
              List.of(
                  "Some records can't be read and are left out; the page of failures names them.")));
    }
    if (contents.blocks().stream().anyMatch(block -> !block.variant().isEmpty())) {
      parts.add(
          new Part.Cautions(
              List.of(
                  "Tasks of one name, told apart by a number, were asked with other rows or"
                      + " settings; their pages say which.")));
    }
    if (!contents.blocks().isEmpty()) {
      ranking(contents, parts);
      parts.add(new Part.Heading("tasks", "Tasks"));
      parts.add(new Part.Table("Tasks and their best methods", tasks(contents)));
      if (contents.blocks().stream().anyMatch(block -> block.answering().isContested())) {
        parts.add(new Part.Heading("budgets", "Best within a budget"));
        parts.add(
            new Part.Prose(
                "The best mean among the methods that train no more than a share of the backbone's"
                    + " parameters, the task head apart. A tie can't be told apart from the best of all."));
        parts.add(new Part.Table("Best within a budget of parameters", BudgetGrid.of(contents)));
      }
      parts.add(new Part.Heading("reading", "How to read this"));
      parts.add(new Part.Reading());
    }
    if (contents.hasFiles()) {
      parts.add(
          new Part.Links(
              "The same comparison as",
              List.of(
                  new Part.Link("CSV (every figure of every run, all digits)", "comparison.csv"),
                  new Part.Link("Markdown", "comparison.md"))));
    }
    return new Page(PATH, "Which fine-tuning method should I use?", parts);
  }

  /** Places across tasks; of a single task, the task's own order. */
  private static void ranking(Contents contents, List<Part> parts) {
    List<Part> tables = new ArrayList<>();
    for (TaskMatrix matrix : contents.matrices()) {
      contents
          .ranks(matrix)
          .ifPresent(
              ranks -> {
                tables.add(
                    new Part.Prose(
                        "On "
                            + matrix.title()
                            + ", over "
                            + ranks.friedman().tasks()
                            + " tasks. "
                            + ranks.reach()
                            + " Wins, ties and losses: against each other method on each task, by a"
                            + " paired test at 5 %."));
                tables.add(
                    new Part.Table(
                        "Ranking on " + matrix.title(),
                        ranks.grid(),
                        ranks.labels().stream().map(contents::style).toList()));
              });
    }
    if (contents.blocks().size() == 1 && contents.blocks().get(0).answering().isContested()) {
      Block block = contents.blocks().get(0).answering();
      tables.add(
          new Part.Table(
              "Ranking on " + block.taskName(),
              ComparisonGrid.ranking(block),
              block.rows().stream().map(contents::style).toList()));
    }
    if (!tables.isEmpty()) {
      parts.add(new Part.Heading("ranking", "Ranking"));
      parts.addAll(tables);
    }
  }

  private static Grid tasks(Contents contents) {
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (Block block : contents.blocks()) {
      Block answer = block.answering();
      List<Row> rows = block.rows();
      lines.add(
          List.of(
              Grid.Cell.text(contents.title(block)).linked(contents.taskPage(block)),
              answer.best().map(OverviewPage::label).orElse(Grid.Cell.ABSENT),
              answer
                  .best()
                  .flatMap(row -> row.figure(block.primaryMetric()))
                  .map(OverviewPage::score)
                  .orElse(Grid.Cell.ABSENT),
              Grid.Cell.text(joined(Verdict.labels(answer, Standing.Kind.TIED))),
              smallest(answer),
              count(rows.stream().mapToLong(row -> row.runs().size()).sum()),
              count(rows.stream().mapToLong(row -> row.failures().size()).sum())));
    }
    return new Grid(
        List.of(
            new Grid.Column("task", "Leads to its page."),
            new Grid.Column("best mean", "Ties are in the column after next."),
            new Grid.Column("score", "Mean ± standard deviation over seeds."),
            new Grid.Column(
                "not distinguishable from it", "By a paired test on the same examples."),
            new Grid.Column("smallest of these", "Fewest trained parameters among best and ties."),
            new Grid.Column("runs", "That succeeded."),
            new Grid.Column("failed", "That did not.")),
        lines);
  }

  private static Grid.Cell label(Row row) {
    Grid.Cell cell = Grid.Cell.text(row.label());
    return row.optimistic() ? cell.tagged(Grid.Tag.OPTIMISTIC) : cell;
  }

  private static Grid.Cell score(Figure figure) {
    return new Grid.Cell(
        figure.name() + " " + Figures.spread(figure.summary(), figure.unit()),
        figure.summary().mean());
  }

  private static Grid.Cell smallest(Block block) {
    return block.notBehind().stream()
        .filter(row -> row.figure(MetricNames.TRAINABLE_ADAPTATION).isPresent())
        .min(Comparator.comparingDouble(Row::trained))
        .map(row -> Grid.Cell.text(row.label() + ", " + Figures.count(row.trained()) + " trained"))
        .orElse(Grid.Cell.ABSENT);
  }

  private static Grid.Cell count(long count) {
    return new Grid.Cell(Figures.count((double) count), (double) count);
  }

  private static String joined(List<String> labels) {
    return labels.isEmpty() ? Figures.ABSENT : Verdict.some(labels);
  }
}
