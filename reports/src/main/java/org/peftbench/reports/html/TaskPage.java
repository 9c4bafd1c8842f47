package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.List;
import org.peftbench.reports.Block;
import org.peftbench.reports.Certainty;
import org.peftbench.reports.Row;
import org.peftbench.reports.table.ComparisonGrid;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.MetricNames;
import org.peftbench.results.RunRecord;

/** One task on one backbone: who is best, at what cost, how they got there, and on which rows. */
final class TaskPage {
  private final Contents contents;
  private final Block block;
  private final List<Part> parts = new ArrayList<>();

  private TaskPage(Contents contents, Block block) {
    this.contents = contents;
    this.block = block;
  }

  static Page of(Contents contents, Block block) {
    return new TaskPage(contents, block).build();
  }

  private Page build() {
    List<String> cautions = Cautions.of(block);
    parts.add(
        new Part.Prose("On " + block.backboneName() + ", " + TaskNotes.caps(block) + ".", "facts"));
    parts.add(new Part.Prose(Verdict.of(block.answering()), "verdict"));
    if (!cautions.isEmpty()) {
      parts.add(new Part.Cautions(cautions));
    }
    if (block.best().isPresent()) {
      block.apart().forEach(this::comparison);
    }
    List<Part> charts =
        Charts.of(
            () -> TaskCharts.of(block, contents.styles()), contents.files(contents.name(block)));
    if (!charts.isEmpty()) {
      parts.add(new Part.Heading("charts", "Charts"));
      parts.addAll(charts);
      parts.add(
          new Part.Links(
              "More:",
              List.of(
                  new Part.Link(
                      "any two measures against each other", contents.paretoPage(block)))));
    }
    if (block.best().isPresent()) {
      parts.add(new Part.Heading("tests", "How sure it is"));
      for (Block rows : block.apart()) {
        parts.add(
            new Part.Table(
                "Intervals, effect sizes and tests" + rows.footing().suffix(),
                Certainty.grid(rows)));
      }
    }
    failures();
    ExampleTables.of(contents, block).forEach(parts::add);
    parts.add(new Part.Heading("rows", "What was asked"));
    parts.add(new Part.Facts(TaskNotes.of(block)));
    runs();
    return new Page(contents.taskPage(block), block.taskName(), parts);
  }

  /** Rows of different footing are never ranked in one table. */
  private void comparison(Block rows) {
    parts.add(
        switch (rows.footing()) {
          case GIVEN -> new Part.Heading("comparison", "Comparison");
          case SEARCHED -> new Part.Heading("tuned", "Settings searched");
          case OPTIMISTIC -> new Part.Heading("optimistic", "State chosen on the reported rows");
        });
    parts.add(
        new Part.Table(
            block.taskName() + " on " + block.backboneName() + ": methods compared",
            ComparisonGrid.of(rows),
            rows.rows().stream().map(contents::style).toList()));
    boolean tested = rows.rows().stream().anyMatch(row -> row.standing().pValue() != null);
    parts.add(
        new Part.Prose(
            "Best mean first"
                + (tested ? "; a tie can't be told apart from the best" : "")
                + ". ± over seeds, interval over examples.",
            "legend"));
    List<List<Grid.Cell>> searched = searched(rows);
    if (!searched.isEmpty()) {
      String title = "How the settings were chosen";
      Grid grid =
          new Grid(
              List.of(
                  new Grid.Column("method", "As the suite calls it."),
                  new Grid.Column("chosen", "Which configuration, and by what.")),
              searched);
      parts.add(new Part.Fold(title, List.of(new Part.Table(title, grid))));
    }
  }

  private static List<List<Grid.Cell>> searched(Block rows) {
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (Row row : rows.rows()) {
      row.tuning()
          .map(PlainText::of)
          .ifPresent(how -> lines.add(List.of(Grid.Cell.text(row.label()), Grid.Cell.text(how))));
    }
    return lines;
  }

  private void failures() {
    if (block.rows().stream().anyMatch(row -> !row.failures().isEmpty())) {
      parts.add(new Part.Heading("failures", "Runs that did not succeed"));
      parts.add(
          new Part.Table("Runs that did not succeed", FailuresPage.grid(contents, List.of(block))));
    }
  }

  private void runs() {
    parts.add(new Part.Heading("runs", "Runs and how to repeat them"));
    parts.add(
        new Part.Prose(
            "The same specification on the same machine with the same number of threads gives"
                + " bit-equal results. A run is named by its specification's hash."));
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (Row row : block.rows()) {
      for (RunRecord run : row.everyRun()) {
        lines.add(
            List.of(
                Grid.Cell.text(row.label()),
                new Grid.Cell(Long.toString(run.spec().seed()), (double) run.spec().seed()),
                figure(run, block.primaryMetric()),
                figure(run, MetricNames.TRAINING_SECONDS),
                Grid.Cell.text(contents.id(run)).linked(contents.runPage(run)),
                Grid.Cell.text(Reproduction.command(run))));
      }
    }
    parts.add(
        new Part.Table(
            "Runs",
            new Grid(
                List.of(
                    new Grid.Column("method", "As the suite calls it."),
                    new Grid.Column("seed", "Of weights, order and dropout."),
                    new Grid.Column(
                        block.primaryMetric().isEmpty() ? "score" : block.primaryMetric(),
                        "Ranks the methods."),
                    new Grid.Column("training", "Seconds of training."),
                    new Grid.Column("run", "Leads to all that is known of it."),
                    new Grid.Column("command", "Trains it again.")),
                lines)));
  }

  private static Grid.Cell figure(RunRecord run, String name) {
    return run.metric(name)
        .map(metric -> new Grid.Cell(Figures.value(metric.value(), metric.unit()), metric.value()))
        .orElse(Grid.Cell.ABSENT);
  }
}
