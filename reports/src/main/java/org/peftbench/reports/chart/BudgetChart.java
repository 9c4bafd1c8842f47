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
import org.peftbench.reports.Figure;
import org.peftbench.reports.Row;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.results.Metric;
import org.peftbench.results.MetricNames;

/**
 * What a method scores against what it trains, with the front of those that nothing beats on both.
 */
public final class BudgetChart {
  private final Block block;
  private final Map<String, SeriesStyle> styles;
  private final List<Row> rows = new ArrayList<>();
  private final List<Pareto.Point> points = new ArrayList<>();

  private BudgetChart(Block block, Map<String, SeriesStyle> styles) {
    this.block = block;
    this.styles = styles;
  }

  /** The chart; empty where fewer than two rows have both figures. */
  public static Optional<Chart> of(Block block, Map<String, SeriesStyle> styles) {
    BudgetChart chart = new BudgetChart(block, styles);
    block.rows().forEach(chart::place);
    return chart.rows.size() < 2 ? Optional.empty() : Optional.of(chart.draw());
  }

  private void place(Row row) {
    Double adaptation = row.mean(MetricNames.TRAINABLE_ADAPTATION);
    Double head = row.mean(MetricNames.TRAINABLE_HEAD);
    Optional<Figure> score = row.figure(block.primaryMetric());
    if (adaptation == null || score.isEmpty()) {
      return;
    }
    double trained = adaptation + (head == null ? 0 : head);
    if (trained > 0) { // a logarithmic axis has no 0
      double sign = score.get().direction() == Metric.Direction.LOWER ? -1 : 1;
      rows.add(row);
      points.add(new Pareto.Point(row.label(), trained, sign * score.get().summary().mean()));
    }
  }

  private Chart draw() {
    String unit = score(rows.get(0)).unit();
    List<Pareto.Point> front = Pareto.front(points);
    XYChart chart =
        Canvas.axes(
            "trained parameters, head included (logarithmic)",
            block.primaryMetric() + (unit.equals("fraction") ? " × 100" : ""));
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setXAxisTickLabelsFormattingFunction(BudgetChart::magnitude);
    chart.getStyler().setErrorBarsColorSeriesColor(true);
    if (front.size() > 1) {
      line(chart, front, unit);
    }
    for (int i = 0; i < rows.size(); i++) {
      point(chart, rows.get(i), points.get(i), unit);
    }
    return new Chart(
        "Quality against trained parameters",
        "Up and left is better. Dotted: the Pareto front, which no method beats on both counts. Bars:"
            + " standard deviation over seeds.",
        "On the Pareto front, from few to many parameters: "
            + front.stream()
                .map(point -> point.label() + " (" + Figures.count(point.cost()) + ")")
                .collect(Collectors.joining(", "))
            + ".",
        Canvas.picture(chart),
        rows.stream().map(row -> new Chart.Key(style(row), row.label())).toList(),
        data(front));
  }

  private void line(XYChart chart, List<Pareto.Point> front, String unit) {
    double sign = score(rows.get(0)).direction() == Metric.Direction.LOWER ? -1 : 1;
    XYSeries series =
        chart.addSeries(
            "Pareto front",
            front.stream().mapToDouble(Pareto.Point::cost).toArray(),
            front.stream().mapToDouble(p -> scaled(sign * p.quality(), unit)).toArray());
    series.setLineColor(Ink.TEXT);
    series.setLineStyle(Ink.DOTTED);
    series.setMarker(SeriesMarkers.NONE);
  }

  private void point(XYChart chart, Row row, Pareto.Point point, String unit) {
    Figure score = score(row);
    Double deviation = score.summary().deviation();
    XYSeries series =
        chart.addSeries(
            "method " + row.label(),
            new double[] {point.cost()},
            new double[] {scaled(score.summary().mean(), unit)},
            new double[] {deviation == null ? 0 : scaled(deviation, unit)});
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setLineColor(style(row).line());
    series.setMarkerColor(style(row).line());
    series.setMarker(style(row).marker());
  }

  private Figure score(Row row) {
    return row.figure(block.primaryMetric()).orElseThrow();
  }

  private SeriesStyle style(Row row) {
    return styles.getOrDefault(row.label(), new SeriesStyle(0));
  }

  private static double scaled(double value, String unit) {
    return unit.equals("fraction") ? 100 * value : value;
  }

  private static String magnitude(double value) {
    if (value >= 1e6) {
      return Figures.count(value / 1e6) + " M";
    }
    return value >= 1e3 ? Figures.count(value / 1e3) + " k" : Figures.count(value);
  }

  private Grid data(List<Pareto.Point> front) {
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Figure score = score(rows.get(i));
      lines.add(
          List.of(
              Grid.Cell.text(rows.get(i).label()),
              new Grid.Cell(Figures.count(points.get(i).cost()), points.get(i).cost()),
              new Grid.Cell(Figures.spread(score.summary(), score.unit()), score.summary().mean()),
              Grid.Cell.text(front.contains(points.get(i)) ? "yes" : "no")));
    }
    return new Grid(
        List.of(
            new Grid.Column("method", "As the suite calls it."),
            new Grid.Column("trained parameters", "Adaptation and head."),
            new Grid.Column(block.primaryMetric(), "Mean ± standard deviation over seeds."),
            new Grid.Column("on the front", "Whether no method scores more with as few.")),
        lines);
  }
}
