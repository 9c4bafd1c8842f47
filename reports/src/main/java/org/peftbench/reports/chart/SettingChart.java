package org.peftbench.reports.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.peftbench.reports.Ablation;
import org.peftbench.reports.Figure;
import org.peftbench.reports.statistics.Summary;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.Metric;

/** The score over a setting that is varied: a line over numbers, bars for anything else. */
public final class SettingChart {
  /** More lines than these can't be told from each other. */
  private static final int MOST = 7;

  private final Ablation ablation;
  private final List<Ablation.Series> shown;
  private final String metric;
  private final String unit;

  private SettingChart(Ablation ablation, String metric) {
    this.ablation = ablation;
    this.shown = ablation.series().subList(0, Math.min(MOST, ablation.series().size()));
    this.metric = metric;
    this.unit = figure(ablation.series().get(0).points().get(0)).unit();
  }

  /**
   * The chart.
   *
   * @param metric that ranks the block's rows
   */
  public static Chart of(Ablation ablation, String metric) {
    return new SettingChart(ablation, metric).draw();
  }

  private Figure figure(Ablation.Point point) {
    return point.row().figure(metric).orElseThrow();
  }

  private Summary score(Ablation.Point point) {
    return figure(point).summary();
  }

  private double scaled(double value) {
    return unit.equals("fraction") ? 100 * value : value;
  }

  private Chart draw() {
    String setting = PlainText.of(ablation.setting());
    return new Chart(
        ablation.method() + " over " + setting,
        "Nothing else differs"
            + (shown.size() > 1 ? " along a line" : "")
            + ". Mean over seeds; "
            + (ablation.isNumeric() ? "bars" : "whiskers")
            + ": standard deviation."
            + (shown.size() < ablation.series().size()
                ? " The first " + MOST + " of " + ablation.series().size() + " series."
                : ""),
        description(setting),
        ablation.isNumeric() ? lines(setting) : bars(),
        ablation.isNumeric() && shown.size() > 1 ? keys() : List.of(),
        grid(setting));
  }

  private List<Chart.Key> keys() {
    return IntStream.range(0, shown.size())
        .mapToObj(i -> new Chart.Key(new SeriesStyle(i), PlainText.of(shown.get(i).rest())))
        .toList();
  }

  private Picture lines(String setting) {
    XYChart chart = Canvas.axes(setting, Figures.name(metric, unit));
    chart.getStyler().setErrorBarsColorSeriesColor(true);
    for (int i = 0; i < shown.size(); i++) {
      List<Ablation.Point> points = shown.get(i).points();
      double[] x = points.stream().mapToDouble(point -> number(point)).toArray();
      double[] y = points.stream().mapToDouble(point -> scaled(score(point).mean())).toArray();
      double[] strays = points.stream().mapToDouble(point -> scaled(stray(point))).toArray();
      SeriesStyle style = new SeriesStyle(i);
      XYSeries series = chart.addSeries(Integer.toString(i), x, y, strays);
      series.setLineColor(style.line());
      series.setLineStyle(style.stroke());
      series.setMarkerColor(style.line());
      series.setMarker(style.marker());
    }
    return Canvas.picture(chart);
  }

  private static double number(Ablation.Point point) {
    Double number = point.number();
    return number == null ? 0 : number;
  }

  private double stray(Ablation.Point point) {
    Double deviation = score(point).deviation();
    return deviation == null ? 0 : deviation;
  }

  private Picture bars() {
    List<Lineup.Row> rows = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      if (shown.size() > 1) {
        rows.add(new Lineup.Row(PlainText.of(shown.get(i).rest()), List.of(), List.of()));
      }
      SeriesStyle style = new SeriesStyle(i);
      for (Ablation.Point point : shown.get(i).points()) {
        double mean = scaled(score(point).mean());
        double stray = scaled(stray(point));
        Lineup.Bar bar =
            new Lineup.Bar(Math.min(0, mean), Math.max(0, mean), Ink.soft(style.line()));
        List<Lineup.Whisker> whiskers =
            stray == 0 ? List.of() : List.of(new Lineup.Whisker(mean - stray, mean + stray));
        rows.add(new Lineup.Row(PlainText.of(point.value()), List.of(bar), List.of(), whiskers));
      }
    }
    double[] ends =
        shown.stream()
            .flatMap(series -> series.points().stream())
            .flatMapToDouble(
                point ->
                    DoubleStream.of(
                        scaled(score(point).mean() - stray(point)),
                        scaled(score(point).mean() + stray(point))))
            .toArray();
    Scale scale =
        Scale.linear(
            Math.min(0, DoubleStream.of(ends).min().orElse(0)),
            DoubleStream.of(ends).max().orElse(1));
    return new Lineup(rows, scale, Figures.name(metric, unit), Figures::plain).picture();
  }

  private String description(String setting) {
    List<String> sentences = new ArrayList<>();
    for (Ablation.Series series : shown) {
      boolean lower = figure(series.points().get(0)).direction() == Metric.Direction.LOWER;
      Ablation.Point best =
          series.points().stream()
              .max(Comparator.comparingDouble(point -> (lower ? -1 : 1) * score(point).mean()))
              .orElseThrow();
      sentences.add(
          (series.rest().isEmpty() ? "" : PlainText.of(series.rest()) + ": ")
              + "best at "
              + PlainText.of(best.value())
              + " with "
              + Figures.value(score(best).mean(), unit));
    }
    return metric + " over " + setting + ": " + String.join("; ", sentences) + ".";
  }

  private Grid grid(String setting) {
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (Ablation.Series series : ablation.series()) {
      for (Ablation.Point point : series.points()) {
        lines.add(
            List.of(
                Grid.Cell.text(point.row().label()),
                new Grid.Cell(PlainText.of(point.value()), point.number()),
                Grid.Cell.text(
                    series.rest().isEmpty() ? Figures.ABSENT : PlainText.of(series.rest())),
                new Grid.Cell(Integer.toString(score(point).n()), (double) score(point).n()),
                new Grid.Cell(Figures.spread(score(point), unit), score(point).mean())));
      }
    }
    return new Grid(
        List.of(
            new Grid.Column("method", "As the suite calls it."),
            new Grid.Column(setting, "What is varied."),
            new Grid.Column("other settings", "Those that vary from series to series."),
            new Grid.Column("seeds", "That succeeded."),
            new Grid.Column(
                Figures.name(metric, unit),
                "Mean ± standard deviation over seeds.",
                "",
                figure(shown.get(0).points().get(0)).direction())),
        lines);
  }
}
