package org.peftbench.reports.html;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.peftbench.reports.AnswerSheet;
import org.peftbench.reports.Block;
import org.peftbench.reports.Row;
import org.peftbench.reports.chart.Chart;
import org.peftbench.reports.chart.CurveChart;
import org.peftbench.reports.chart.HeatMaps;
import org.peftbench.reports.chart.ValuesChart;
import org.peftbench.reports.table.Failures;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.Environment;
import org.peftbench.results.Metric;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;
import org.peftbench.results.base.Json;

/** All that is known of one run. */
final class RunPage {
  private static final String RANK = "method.rank.";

  private static final DateTimeFormatter STARTED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Contents contents;
  private final Block block;
  private final Row row;
  private final RunRecord run;
  private final List<Part> parts = new ArrayList<>();

  private RunPage(Contents contents, Block block, Row row, RunRecord run) {
    this.contents = contents;
    this.block = block;
    this.row = row;
    this.run = run;
  }

  static Page of(Contents contents, Block block, Row row, RunRecord run) {
    return new RunPage(contents, block, row, run).build();
  }

  private Page build() {
    overview();
    figures();
    curves();
    AnswerSheet answers =
        row.answers(run).orElseGet(() -> AnswerSheet.of(contents.files().predictions(run)));
    AnswerTables.of(answers, contents.files().examples(run.spec().task()), parts);
    ranks();
    adapter();
    log();
    specification();
    return new Page(
        contents.runPage(run),
        row.label() + ", " + block.taskName() + ", seed " + run.spec().seed(),
        parts);
  }

  private void overview() {
    parts.add(contents.partOf(block));
    List<Part.Fact> facts = new ArrayList<>();
    facts.add(new Part.Fact("Ended as", Failures.status(run)));
    if (run.status() != RunStatus.SUCCEEDED) {
      facts.add(new Part.Fact("Reason", Failures.reason(run)));
    }
    facts.add(new Part.Fact("Method", PlainText.of(row.method())));
    facts.add(new Part.Fact("Backbone", block.backboneName()));
    facts.add(new Part.Fact("Started", STARTED.format(run.started())));
    new TreeMap<>(run.notes())
        .forEach(
            (name, text) -> {
              if (!name.startsWith(RANK)) {
                facts.add(TaskNotes.fact(name, text));
              }
            });
    parts.add(new Part.Facts(facts));
  }

  private void figures() {
    if (run.metrics().isEmpty()) {
      return;
    }
    parts.add(new Part.Heading("figures", "Figures"));
    List<List<Grid.Cell>> lines =
        run.metrics().stream()
            .map(
                metric ->
                    List.of(
                        Grid.Cell.text(PlainText.of(Figures.name(metric.name(), metric.unit()))),
                        new Grid.Cell(
                            PlainText.of(Figures.value(metric.value(), metric.unit())),
                            metric.value()),
                        standardError(metric)))
            .toList();
    parts.add(
        new Part.Table(
            "Figures of this run",
            new Grid(
                List.of(
                    new Grid.Column("figure", "As the record names it."),
                    new Grid.Column("value", "With its unit."),
                    new Grid.Column(
                        "standard error", "How far other examples might have moved it.")),
                lines)));
  }

  private static Grid.Cell standardError(Metric metric) {
    Double error = metric.standardError();
    return error == null
        ? Grid.Cell.ABSENT
        : new Grid.Cell(PlainText.of(Figures.value(error, metric.unit())), error);
  }

  private void curves() {
    List<Part> charts = Charts.of(this::charts, "");
    if (!charts.isEmpty()) {
      parts.add(new Part.Heading("curves", "Curves"));
      parts.addAll(charts);
    }
  }

  private List<Chart> charts() {
    return run.curves().stream()
        .flatMap(curve -> CurveChart.ofRun(run, curve, contents.style(row), row.label()).stream())
        .toList();
  }

  /** What a method that allocates ranks gave to each site. */
  private void ranks() {
    List<List<Grid.Cell>> lines = new ArrayList<>();
    Map<String, Double> ranks = new TreeMap<>();
    new TreeMap<>(run.notes())
        .forEach(
            (name, text) -> {
              if (name.startsWith(RANK)) {
                if (text.matches("\\d{1,9}")) {
                  ranks.put(PlainText.of(name.substring(RANK.length())), Double.valueOf(text));
                }
                lines.add(
                    List.of(
                        Grid.Cell.text(PlainText.of(name.substring(RANK.length()))),
                        text.matches("\\d{1,9}")
                            ? new Grid.Cell(text, Double.valueOf(text))
                            : Grid.Cell.text(PlainText.of(text))));
              }
            });
    if (!lines.isEmpty()) {
      parts.add(new Part.Heading("ranks", "Rank of each site"));
      parts.addAll(Charts.of(() -> HeatMaps.ranks(ranks).stream().toList(), ""));
      Part.Table table =
          new Part.Table(
              "Rank of each site",
              new Grid(
                  List.of(
                      new Grid.Column("site", "The adapted module."),
                      new Grid.Column("rank", "What the method gave it in the end.")),
                  lines));
      parts.add(new Part.Fold("Site by site", List.of(table)));
    }
  }

  private void adapter() {
    Map<String, float[]> arrays = contents.files().adapter(run);
    if (!arrays.isEmpty()) {
      parts.add(new Part.Heading("adapter", "Trained values"));
      parts.addAll(Charts.of(() -> ValuesChart.of(arrays, contents.style(row)), ""));
      parts.add(
          new Part.Fold(
              "Array by array",
              List.of(
                  new Part.Table(
                      "Distribution of the trained values, array by array",
                      AdapterGrid.of(arrays)))));
    }
  }

  private void log() {
    String tail = PlainText.lines(contents.files().logTail(run));
    if (!tail.isBlank()) {
      parts.add(new Part.Heading("log", "End of the worker's log"));
      parts.add(new Part.Listing(tail));
    }
  }

  private void specification() {
    parts.add(new Part.Heading("reproduce", "Specification and how to repeat it"));
    parts.add(new Part.Listing(Reproduction.command(run)));
    parts.add(
        new Part.Fold(
            "Specification", List.of(new Part.Listing(PlainText.json(Json.pretty(run.spec()))))));
    Environment environment = run.environment();
    if (environment != null) {
      parts.add(
          new Part.Fold("Environment", List.of(new Part.Facts(MachineFacts.facts(environment)))));
    }
  }
}
