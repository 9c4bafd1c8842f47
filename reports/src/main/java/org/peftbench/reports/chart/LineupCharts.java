package org.peftbench.reports.chart;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.peftbench.reports.Block;
import org.peftbench.reports.Figure;
import org.peftbench.reports.Row;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.Metric;
import org.peftbench.results.MetricNames;

/**
 * Methods under each other: the scores of their seeds, and what their memory and time are made of.
 */
public final class LineupCharts {
  private LineupCharts() {}

  /** Every seed's score; empty where none was measured. */
  public static Optional<Chart> seeds(Block block, Map<String, SeriesStyle> styles) {
    List<Row> rows =
        block.rows().stream().filter(row -> row.figure(block.primaryMetric()).isPresent()).toList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    String unit = rows.get(0).figure(block.primaryMetric()).orElseThrow().unit();
    double factor = unit.equals("fraction") ? 100 : 1;
    List<Lineup.Row> lines = new ArrayList<>();
    List<List<Grid.Cell>> cells = new ArrayList<>();
    for (Row row : rows) {
      SeriesStyle style = styles.getOrDefault(row.label(), new SeriesStyle(0));
      List<Lineup.Dot> dots = new ArrayList<>();
      row.runs()
          .forEach(
              run ->
                  run.metric(block.primaryMetric())
                      .ifPresent(
                          metric -> {
                            dots.add(new Lineup.Dot(factor * metric.value(), false, style.line()));
                            cells.add(
                                List.of(
                                    Grid.Cell.text(row.label()),
                                    number(run.spec().seed()),
                                    value(metric.value(), unit)));
                          }));
      double mean = row.figure(block.primaryMetric()).orElseThrow().summary().mean();
      dots.add(new Lineup.Dot(factor * mean, true, Ink.TEXT));
      lines.add(new Lineup.Row(row.label(), List.of(), dots));
    }
    double[] values =
        lines.stream().flatMap(l -> l.dots().stream()).mapToDouble(Lineup.Dot::value).toArray();
    Scale scale =
        Scale.linear(
            DoubleStream.of(values).min().orElse(0), DoubleStream.of(values).max().orElse(1));
    String axis = block.primaryMetric() + (factor == 100 ? " × 100" : "");
    return Optional.of(
        new Chart(
            "Scores of the seeds",
            "A disc is one training, the stroke their mean.",
            "The score of each seed of each method; the figures stand in the table behind.",
            new Lineup(lines, scale, axis, Figures::plain).picture(),
            List.of(),
            new Grid(
                List.of(
                    new Grid.Column("method", "As the suite calls it."),
                    new Grid.Column("seed", "Of weights, order and dropout."),
                    new Grid.Column(block.primaryMetric(), "The seed's score.")),
                cells)));
  }

  /** Trained parameters, the head apart, as a share of the backbone's; empty where not counted. */
  public static Optional<Chart> share(Block block, Map<String, SeriesStyle> styles) {
    List<Lineup.Row> lines = new ArrayList<>();
    List<List<Grid.Cell>> cells = new ArrayList<>();
    for (Row row : block.rows()) {
      Double whole = row.mean(MetricNames.BACKBONE_PARAMETERS);
      double trained = row.trained();
      if (whole == null || whole == 0 || !(trained > 0)) { // a logarithmic axis has no 0
        continue;
      }
      SeriesStyle style = styles.getOrDefault(row.label(), new SeriesStyle(0));
      lines.add(
          new Lineup.Row(
              row.label(),
              List.of(),
              List.of(new Lineup.Dot(100 * trained / whole, false, style.line()))));
      cells.add(
          List.of(
              Grid.Cell.text(row.label()),
              new Grid.Cell(Figures.count(trained), trained),
              new Grid.Cell(Figures.share(trained, whole), trained / whole)));
    }
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    DoubleStream.Builder values = DoubleStream.builder();
    lines.forEach(line -> values.add(line.dots().get(0).value()));
    double[] shares = values.build().sorted().toArray();
    return Optional.of(
        new Chart(
            "Share of parameters trained",
            "Percent of the backbone's parameters, the head apart; logarithmic. Methods that train"
                + " none are left out.",
            "The share of the backbone that each method trains; the figures stand in the table"
                + " behind.",
            new Lineup(
                    lines,
                    Scale.logarithmic(shares[0], shares[shares.length - 1]),
                    "% of the backbone (log)",
                    Figures::plain)
                .picture(),
            List.of(),
            new Grid(
                List.of(
                    new Grid.Column("method", "As the suite calls it."),
                    new Grid.Column("trained", "Parameters, the head apart."),
                    new Grid.Column("of backbone", "As a share of the backbone's.")),
                cells)));
  }

  /** What the peak memory is made of, or the peak alone where no parts were measured. */
  public static Optional<Chart> memory(Block block) {
    return split(
        block,
        new Split(
            "Memory", MetricNames.MEMORY_PART, MetricNames.PEAK_RSS, "bytes", 1 << 30, "GiB"));
  }

  /** What the training time is made of, or the whole alone where no parts were measured. */
  public static Optional<Chart> time(Block block) {
    return split(
        block,
        new Split(
            "Time", MetricNames.TIME_PART, MetricNames.TRAINING_SECONDS, "seconds", 1, "seconds"));
  }

  /** A whole and how its parts are named, measured and shown. */
  private record Split(
      String title, String prefix, String whole, String unit, double divisor, String axis) {}

  private static Optional<Chart> split(Block block, Split split) {
    Set<String> parts = new LinkedHashSet<>();
    block.rows().stream()
        .flatMap(row -> row.figures().stream())
        .filter(figure -> figure.name().startsWith(split.prefix()))
        .filter(figure -> figure.unit().equals(split.unit()))
        .map(Figure::name)
        .forEach(parts::add);
    List<String> names = parts.isEmpty() ? List.of(split.whole()) : List.copyOf(parts);
    List<Lineup.Row> lines = new ArrayList<>();
    List<List<Grid.Cell>> cells = new ArrayList<>();
    double longest = 0;
    for (Row row : block.rows()) {
      List<Lineup.Bar> bars = new ArrayList<>();
      List<Grid.Cell> line = new ArrayList<>();
      line.add(Grid.Cell.text(row.label()));
      double sum = 0;
      for (int i = 0; i < names.size(); i++) {
        Optional<Figure> figure = row.figure(names.get(i));
        line.add(figure.map(f -> value(f.summary().mean(), f.unit())).orElse(Grid.Cell.ABSENT));
        double length = figure.map(f -> f.summary().mean() / split.divisor()).orElse(0.0);
        if (length > 0) {
          bars.add(new Lineup.Bar(sum, sum + length, Ink.series(i % SeriesStyle.COLOURS)));
          sum += length;
        }
      }
      longest = Math.max(longest, sum);
      if (!bars.isEmpty()) {
        lines.add(new Lineup.Row(row.label(), bars, List.of()));
        cells.add(line);
      }
    }
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    List<Grid.Column> columns = new ArrayList<>();
    columns.add(new Grid.Column("method", "As the suite calls it."));
    List<Chart.Key> keys = new ArrayList<>();
    for (String name : names) {
      String part = PlainText.of(name.replace(split.prefix(), "").replace('_', ' '));
      columns.add(new Grid.Column(part, "Mean over seeds.", "", Metric.Direction.LOWER));
      keys.add(new Chart.Key(new SeriesStyle(keys.size()), part, true));
    }
    return Optional.of(
        new Chart(
            split.title(),
            parts.isEmpty()
                ? "The whole; its parts were not measured. Mean over seeds."
                : "Parts as measured, one after the other. Mean over seeds.",
            split.title() + " of each method; the figures stand in the table behind.",
            new Lineup(lines, Scale.linear(0, longest), split.axis(), Figures::plain).picture(),
            parts.isEmpty() ? List.of() : keys,
            new Grid(columns, cells)));
  }

  private static Grid.Cell value(double value, String unit) {
    return new Grid.Cell(Figures.value(value, unit), value);
  }

  private static Grid.Cell number(long number) {
    return new Grid.Cell(Long.toString(number), (double) number);
  }
}
