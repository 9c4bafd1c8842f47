package org.peftbench.reports.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.peftbench.reports.Block;
import org.peftbench.reports.Figure;
import org.peftbench.reports.RelativeTimes;
import org.peftbench.reports.Row;
import org.peftbench.reports.statistics.Summary;
import org.peftbench.results.Metric;
import org.peftbench.results.MetricNames;

/** The table of one block: methods down, measures across, columns nobody measured left out. */
public final class ComparisonGrid {
  /** Place of the primary metric's column, where there is one. */
  private static final int SCORE = 2;

  private static final Set<String> RANKING = Set.of("p against best", "trained", "of backbone");

  private final Block block;
  private String group = "";
  private final List<Grid.Column> columns = new ArrayList<>();
  private final List<Function<Row, Grid.Cell>> cells = new ArrayList<>();

  private ComparisonGrid(Block block) {
    this.block = block;
  }

  /** The grid of a block, one line a row. */
  public static Grid of(Block block) {
    return new ComparisonGrid(block).build();
  }

  /** Scores and sizes alone: what a ranking needs. */
  public static Grid ranking(Block block) {
    Grid whole = of(block);
    int[] kept =
        IntStream.range(0, whole.columns().size())
            .filter(c -> c == 0 || c == SCORE || RANKING.contains(whole.columns().get(c).title()))
            .toArray();
    return new Grid(
        Arrays.stream(kept).mapToObj(whole.columns()::get).toList(),
        whole.lines().stream()
            .map(line -> Arrays.stream(kept).mapToObj(line::get).toList())
            .toList());
  }

  private Grid build() {
    add("method", "As the suite calls it.", ComparisonGrid::label);
    add("seeds", "Runs that succeeded, of all.", ComparisonGrid::seeds);
    group = "Quality";
    if (!block.primaryMetric().isEmpty()) {
      add(
          block.primaryMetric() + title(block.primaryMetric()),
          "Ranks the methods. Mean ± standard deviation over seeds.",
          direction(block.primaryMetric()),
          row -> spread(row, block.primaryMetric()));
    }
    if (block.rows().stream().anyMatch(row -> row.interval() != null)) {
      add(
          block.rows().stream().anyMatch(Row::numeric)
              ? "squared error, 95 % interval"
              : "right × 100, 95 % interval",
          "Right answers or squared error; bootstrap over examples, seeds averaged: how far"
              + " other examples might have moved it.",
          ComparisonGrid::interval);
      add(
          "p against best",
          "Paired permutation test on the same examples, corrected for the choice of the best. ≤: no"
              + " drawn pattern of signs went as far.",
          ComparisonGrid::pValue);
    }
    otherQualities()
        .forEach(
            name ->
                add(
                    name + title(name),
                    "Mean ± standard deviation over seeds.",
                    direction(name),
                    row -> spread(row, name)));
    group = "Size";
    measured(
        MetricNames.TRAINABLE_ADAPTATION, "trained", "Parameters the method trains, head apart.");
    measured(MetricNames.TRAINABLE_HEAD, "head", "Trained parameters of the task head.");
    if (has(MetricNames.TRAINABLE_ADAPTATION) && has(MetricNames.BACKBONE_PARAMETERS)) {
      add(
          "of backbone",
          "Trained parameters, head apart, as a share of the backbone's.",
          ComparisonGrid::share);
    }
    measured(MetricNames.ADAPTER_BYTES, "adapter file", "Bytes on disk, head included.");
    group = "Cost";
    measured(
        MetricNames.TRAINING_SECONDS, "training", "Seconds of training, evaluation not counted.");
    measured(MetricNames.STEP_SECONDS_MEDIAN, "step, median", "Seconds of one optimizer step.");
    RelativeTimes.of(block)
        .ifPresent(
            times ->
                add(
                    "step, relative",
                    "Median step as " + times.reading() + "; mean over runs.",
                    Metric.Direction.LOWER,
                    row -> times.of(row).map(ComparisonGrid::multiple).orElse(Grid.Cell.ABSENT)));
    measured(
        MetricNames.TOKENS_PER_SECOND,
        "tokens",
        "Real tokens trained on per second, padding not counted.");
    measured(MetricNames.PEAK_RSS, "peak memory", "Largest resident set of the worker process.");
    group = "Convergence";
    measured(
        MetricNames.STEPS_TO_95,
        "steps to 95 %",
        "First evaluated step with at least 95 % of the final score.");
    measured(
        MetricNames.AREA_UNDER_CURVE,
        "mean on the way" + title(MetricNames.AREA_UNDER_CURVE),
        "Mean score from the first evaluation to the last: higher for who is good sooner.");
    List<List<Grid.Cell>> lines = new ArrayList<>();
    block.rows().forEach(row -> lines.add(cells.stream().map(cell -> cell.apply(row)).toList()));
    block.baselines().forEach(baseline -> lines.add(line(baseline)));
    return new Grid(columns, lines);
  }

  private static Grid.Cell label(Row row) {
    return Grid.Cell.text(row.label()).tagged(Standings.tags(row));
  }

  /** What a rule scores that learns nothing of the text: its name, its score and nothing else. */
  private List<Grid.Cell> line(Figure baseline) {
    List<Grid.Cell> line = new ArrayList<>(Collections.nCopies(columns.size(), Grid.Cell.ABSENT));
    String name = baseline.name().substring(MetricNames.BASELINE.length()).replace('_', ' ');
    line.set(0, Grid.Cell.text(PlainText.of(name)).tagged(Grid.Tag.BASELINE));
    line.set(
        SCORE, cell(Figures.mean(baseline.summary(), baseline.unit()), baseline.summary().mean()));
    return line;
  }

  private void add(String title, String explanation, Function<Row, Grid.Cell> cell) {
    add(title, explanation, Metric.Direction.NEITHER, cell);
  }

  private void add(
      String title, String explanation, Metric.Direction better, Function<Row, Grid.Cell> cell) {
    columns.add(new Grid.Column(title, explanation, group, better));
    cells.add(cell);
  }

  private Metric.Direction direction(String name) {
    return block.rows().stream()
        .flatMap(row -> row.figure(name).stream())
        .map(Figure::direction)
        .findFirst()
        .orElse(Metric.Direction.NEITHER);
  }

  private void measured(String name, String title, String explanation) {
    if (has(name)) {
      add(
          title,
          explanation,
          direction(name),
          row ->
              row.figure(name)
                  .map(figure -> cell(row, figure, Figures.mean(figure.summary(), figure.unit())))
                  .orElse(Grid.Cell.ABSENT));
    }
  }

  private boolean has(String name) {
    return block.rows().stream().anyMatch(row -> row.figure(name).isPresent());
  }

  /** Scores of the task besides the primary one: fractions that have a better side. */
  private Set<String> otherQualities() {
    Set<String> names = new LinkedHashSet<>();
    for (Row row : block.rows()) {
      row.figures().stream()
          .filter(figure -> figure.unit().equals("fraction"))
          .filter(figure -> figure.direction() != Metric.Direction.NEITHER)
          .map(Figure::name)
          .filter(name -> !name.equals(block.primaryMetric()))
          .filter(name -> !name.equals(MetricNames.AREA_UNDER_CURVE))
          .filter(name -> !name.startsWith(MetricNames.BASELINE))
          .forEach(names::add);
    }
    return names;
  }

  private String title(String metric) {
    boolean fraction =
        block.rows().stream()
            .flatMap(row -> row.figure(metric).stream())
            .anyMatch(figure -> figure.unit().equals("fraction"));
    return fraction ? " × 100" : "";
  }

  private static Grid.Cell seeds(Row row) {
    int all = row.everyRun().size();
    String text = row.failures().isEmpty() ? "" + all : row.runs().size() + " of " + all;
    return cell(text, (double) row.runs().size());
  }

  private static Grid.Cell spread(Row row, String metric) {
    return row.figure(metric)
        .map(figure -> cell(row, figure, Figures.spread(figure.summary(), figure.unit())))
        .orElse(Grid.Cell.ABSENT);
  }

  /** A mean of fewer seeds than the row has says so. */
  private static Grid.Cell cell(Row row, Figure figure, String text) {
    Summary summary = figure.summary();
    int seeds = row.runs().size();
    return cell(
        summary.n() == seeds ? text : text + " (" + summary.n() + " of " + seeds + ")",
        summary.mean());
  }

  private static Grid.Cell interval(Row row) {
    return row.interval() == null
        ? Grid.Cell.ABSENT
        : cell(
            row.numeric()
                ? Figures.interval(row.interval(), "squared error")
                : Figures.interval(row.interval(), "fraction"),
            row.interval().low());
  }

  private static Grid.Cell pValue(Row row) {
    Double p = row.standing().pValue();
    return p == null
        ? Grid.Cell.ABSENT
        : cell(row.standing().bound() ? Figures.pValueAtMost(p) : Figures.pValue(p), p);
  }

  private static Grid.Cell multiple(Summary times) {
    return cell(Figures.multiple(times.mean()), times.mean());
  }

  private static Grid.Cell share(Row row) {
    Double trained = row.mean(MetricNames.TRAINABLE_ADAPTATION);
    Double whole = row.mean(MetricNames.BACKBONE_PARAMETERS);
    return trained == null || whole == null || whole == 0
        ? Grid.Cell.ABSENT
        : cell(Figures.share(trained, whole), trained / whole);
  }

  private static Grid.Cell cell(String text, @Nullable Double value) {
    return new Grid.Cell(text, value);
  }
}
