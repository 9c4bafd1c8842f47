package org.peftbench.reports.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.peftbench.reports.Block;
import org.peftbench.reports.Row;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;

/** Two measures of each method, with the front of those that nothing beats on both. */
public final class ParetoChart {
  private final Measure x;
  private final Measure y;
  private final Map<String, SeriesStyle> styles;
  private final List<Row> rows;
  private final List<Pareto.Point> points;
  private final List<Pareto.Point> front;

  private ParetoChart(Measure x, Measure y, Map<String, SeriesStyle> styles, List<Row> rows) {
    this.x = x;
    this.y = y;
    this.styles = styles;
    this.rows = rows;
    this.points = rows.stream().map(this::point).toList();
    this.front = Pareto.front(points);
  }

  /** The score against the trained parameters; empty where fewer than two rows have both. */
  public static Optional<Chart> budget(Block block, Map<String, SeriesStyle> styles) {
    List<Measure> measures = Measure.of(block);
    return measures.size() < 2 || measures.get(0).logarithmic()
        ? Optional.empty()
        : of(block, styles, measures.get(1), measures.get(0));
  }

  /** One measure against another; empty where fewer than two rows have both. */
  public static Optional<Chart> of(
      Block block, Map<String, SeriesStyle> styles, Measure x, Measure y) {
    List<Row> rows = block.rows().stream().filter(x::has).filter(y::has).toList();
    return rows.size() < 2
        ? Optional.empty()
        : Optional.of(new ParetoChart(x, y, styles, rows).draw());
  }

  /** In a point less cost and more quality are better, whatever the measures. */
  private Pareto.Point point(Row row) {
    double cost = x.in(row).mean();
    double quality = y.in(row).mean();
    return new Pareto.Point(
        row.label(), x.higherIsBetter() ? -cost : cost, y.higherIsBetter() ? quality : -quality);
  }

  private Chart draw() {
    XYChart chart = Canvas.axes(x.axis(), y.axis());
    chart.getStyler().setXAxisLogarithmic(x.logarithmic());
    chart.getStyler().setYAxisLogarithmic(y.logarithmic());
    chart.getStyler().setErrorBarsColorSeriesColor(true);
    if (front.size() > 1) {
      line(chart);
    }
    rows.forEach(row -> mark(chart, row));
    String better =
        (y.higherIsBetter() ? "Up" : "Down") + " and " + (x.higherIsBetter() ? "right" : "left");
    return new Chart(
        capital(y.title()) + " against " + x.title(),
        better
            + " is better. Dotted: the Pareto front, which no method beats on both counts. Bars:"
            + " standard deviation over seeds.",
        "On the Pareto front: "
            + rows.stream()
                .filter(row -> front.contains(point(row)))
                .map(row -> row.label() + " (" + x.text(x.in(row).mean()) + ")")
                .collect(Collectors.joining(", "))
            + ".",
        Canvas.picture(chart, names()),
        rows.stream().map(row -> new Chart.Key(style(row), row.label())).toList(),
        data());
  }

  private void line(XYChart chart) {
    XYSeries series =
        chart.addSeries(
            "Pareto front",
            front.stream().mapToDouble(p -> x.scaled(Math.abs(p.cost()))).toArray(),
            front.stream()
                .mapToDouble(p -> y.scaled(y.higherIsBetter() ? p.quality() : -p.quality()))
                .toArray());
    series.setLineColor(Ink.TEXT);
    series.setLineStyle(Ink.DOTTED);
    series.setMarker(SeriesMarkers.NONE);
  }

  private void mark(XYChart chart, Row row) {
    Double deviation = y.in(row).deviation();
    XYSeries series =
        chart.addSeries(
            "method " + row.label(),
            new double[] {x.scaled(x.in(row).mean())},
            new double[] {y.scaled(y.in(row).mean())},
            new double[] {deviation == null || y.logarithmic() ? 0 : y.scaled(deviation)});
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setLineColor(style(row).line());
    series.setMarkerColor(style(row).line());
    series.setMarker(style(row).marker());
  }

  /** Those on the front are named where they stand. */
  private List<Canvas.Name> names() {
    return rows.stream()
        .filter(row -> front.contains(point(row)))
        .map(
            row ->
                new Canvas.Name(
                    row.label(),
                    x.scaled(x.in(row).mean()),
                    y.scaled(y.in(row).mean()),
                    y.higherIsBetter()))
        .toList();
  }

  private SeriesStyle style(Row row) {
    return styles.getOrDefault(row.label(), new SeriesStyle(0));
  }

  private static String capital(String title) {
    return title.isEmpty() ? title : Character.toUpperCase(title.charAt(0)) + title.substring(1);
  }

  private Grid data() {
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      lines.add(
          List.of(
              Grid.Cell.text(row.label()),
              new Grid.Cell(x.text(x.in(row).mean()), x.in(row).mean()),
              new Grid.Cell(Figures.spread(y.in(row), y.unit()), y.in(row).mean()),
              Grid.Cell.text(front.contains(points.get(i)) ? "yes" : "no")));
    }
    return new Grid(
        List.of(
            new Grid.Column("method", "As the suite calls it."),
            new Grid.Column(x.title(), "Mean over seeds."),
            new Grid.Column(y.title(), "Mean ± standard deviation over seeds."),
            new Grid.Column("on the front", "Whether no method is better on both counts.")),
        lines);
  }
}
