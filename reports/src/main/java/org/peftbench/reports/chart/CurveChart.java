package org.peftbench.reports.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.peftbench.reports.Block;
import org.peftbench.reports.statistics.Summary;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.Curve;
import org.peftbench.results.Metric;
import org.peftbench.results.RunRecord;

/**
 * Something over the course of training: the mean over seeds, with a band from least to greatest.
 */
public final class CurveChart {
  private static final int STRETCHES = 40;

  /** More lines than these can't be told from each other. */
  private static final int MOST = 12;

  /** How the names begin of curves of a task's metrics. */
  private static final String EVALUATION = "evaluation.";

  private final Map<String, SeriesStyle> styles;
  private final String unit;

  private final Axis axis;

  private CurveChart(Map<String, SeriesStyle> styles, String unit, Axis axis) {
    this.styles = styles;
    this.unit = unit;
    this.axis = axis;
  }

  /** What a curve runs over. */
  public enum Axis {
    STEPS("optimizer steps", ""),
    SECONDS("training seconds", " by time"),
    EXAMPLES("training examples seen", " by examples");

    private final String title;
    private final String suffix;

    Axis(String title, String suffix) {
      this.title = title;
      this.suffix = suffix;
    }
  }

  /** The evaluation score on its way; empty if no run was evaluated on its way. */
  public static Optional<Chart> convergence(
      Block block, Map<String, SeriesStyle> styles, Axis axis) {
    String curve = EVALUATION + block.primaryMetric();
    String unit =
        block
            .best()
            .flatMap(row -> row.figure(block.primaryMetric()))
            .map(f -> f.unit())
            .orElse("");
    return new CurveChart(styles, unit, axis)
        .draw(
            "Convergence" + axis.suffix,
            block.primaryMetric() + (unit.equals("fraction") ? " × 100" : ""),
            "Score on rows held out of train (of optimistic methods: on the evaluation rows)."
                + " Line: mean over seeds; band: from lowest to highest seed.",
            block.rows().stream().map(row -> MeanCurve.of(row, curve)).toList());
  }

  /** The training loss over steps; empty if none was recorded. */
  public static Optional<Chart> loss(Block block, Map<String, SeriesStyle> styles) {
    int width = Math.max(1, (MeanCurve.lastStep(block.rows(), "loss") + STRETCHES - 1) / STRETCHES);
    return new CurveChart(styles, "loss", Axis.STEPS)
        .draw(
            "Training loss",
            "loss",
            "Loss on the training batches, averaged within stretches of "
                + width
                + (width == 1 ? " step" : " steps")
                + ". Line: mean over seeds; band: from the lowest to the highest seed.",
            block.rows().stream().map(row -> MeanCurve.smoothed(row, "loss", width)).toList());
  }

  /** One of the curves that say how far gradients moved; empty if no run was followed. */
  public static Optional<Chart> drift(
      Block block, Map<String, SeriesStyle> styles, String curve, String title, String caption) {
    return new CurveChart(styles, "loss", Axis.STEPS)
        .draw(
            title,
            title.toLowerCase(Locale.ROOT),
            caption + " Line: mean over seeds; band: from the lowest to the highest seed.",
            block.rows().stream().map(row -> MeanCurve.of(row, curve)).toList());
  }

  /** A curve of a single run; empty if it has fewer than two points. */
  public static Optional<Chart> ofRun(RunRecord run, Curve curve, SeriesStyle style, String label) {
    int last =
        curve.steps().isEmpty() ? 1 : Math.max(1, curve.steps().get(curve.steps().size() - 1));
    int width = curve.steps().size() <= STRETCHES ? 1 : (last + STRETCHES - 1) / STRETCHES;
    MeanCurve mean = MeanCurve.smoothed(label, List.of(curve), width);
    if (mean.points().size() < 2) {
      return Optional.empty();
    }
    String unit =
        curve.name().startsWith(EVALUATION)
            ? run.metric(curve.name().substring(EVALUATION.length()))
                .map(Metric::unit)
                .orElse("loss")
            : "loss";
    String name = PlainText.of(Figures.name(curve.name(), unit));
    CurveChart chart = new CurveChart(Map.of(label, style), unit, Axis.STEPS);
    double[] x = mean.points().keySet().stream().mapToDouble(step -> step).toArray();
    return Optional.of(
        new Chart(
            name,
            width == 1 ? "As recorded." : "Averaged within stretches of " + width + " steps.",
            chart.description(name, List.of(mean)),
            Sketch.line(style, Axis.STEPS.title, name, x, means(mean).map(chart::scaled).toArray()),
            List.of(),
            chart.data(List.of(mean))));
  }

  private Optional<Chart> draw(String title, String ordinate, String caption, List<MeanCurve> all) {
    List<MeanCurve> drawable = all.stream().filter(curve -> curve.points().size() > 1).toList();
    if (drawable.isEmpty()) {
      return Optional.empty();
    }
    List<MeanCurve> curves = drawable.subList(0, Math.min(MOST, drawable.size()));
    XYChart chart = Canvas.axes(axis.title, ordinate);
    chart.getStyler().setXAxisMin(0.0);
    curves.forEach(curve -> band(chart, curve));
    curves.forEach(curve -> line(chart, curve));
    return Optional.of(
        new Chart(
            title,
            curves.size() == drawable.size()
                ? caption
                : caption + " The best " + MOST + " of " + drawable.size() + " methods.",
            description(title, curves),
            Canvas.picture(chart),
            curves.stream().map(curve -> new Chart.Key(style(curve), curve.label())).toList(),
            data(curves)));
  }

  private void band(XYChart chart, MeanCurve curve) {
    List<Map.Entry<Integer, Summary>> points = List.copyOf(curve.points().entrySet());
    if (points.stream().allMatch(point -> point.getValue().n() == 1)) {
      return;
    }
    double[] x = new double[2 * points.size()];
    double[] y = new double[x.length];
    for (int i = 0; i < points.size(); i++) {
      int back = x.length - 1 - i;
      x[i] = x(curve, points.get(i).getKey());
      x[back] = x[i];
      y[i] = scaled(points.get(i).getValue().least());
      y[back] = scaled(points.get(i).getValue().greatest());
    }
    XYSeries series = chart.addSeries("band of " + curve.label(), x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    series.setFillColor(style(curve).band());
    series.setLineColor(Ink.NONE);
    series.setMarker(SeriesMarkers.NONE);
  }

  private void line(XYChart chart, MeanCurve curve) {
    double[] x = curve.points().keySet().stream().mapToDouble(step -> x(curve, step)).toArray();
    double[] y = means(curve).map(this::scaled).toArray();
    XYSeries series = chart.addSeries(curve.label(), x, y);
    series.setLineColor(style(curve).line());
    series.setLineStyle(style(curve).stroke());
    series.setMarkerColor(style(curve).line());
    series.setMarker(x.length <= 20 ? style(curve).marker() : SeriesMarkers.NONE);
  }

  private double x(MeanCurve curve, int step) {
    return switch (axis) {
      case STEPS -> step;
      case SECONDS -> curve.seconds().getOrDefault(step, 0.0);
      case EXAMPLES -> (double) step * curve.batchSize();
    };
  }

  private static DoubleStream means(MeanCurve curve) {
    return curve.points().values().stream().mapToDouble(Summary::mean);
  }

  private SeriesStyle style(MeanCurve curve) {
    return styles.getOrDefault(curve.label(), new SeriesStyle(0));
  }

  private double scaled(double value) {
    return unit.equals("fraction") ? 100 * value : value;
  }

  private String description(String title, List<MeanCurve> curves) {
    List<String> sentences = new ArrayList<>();
    for (MeanCurve curve : curves) {
      sentences.add(
          curve.label()
              + " goes from "
              + Figures.value(curve.points().firstEntry().getValue().mean(), unit)
              + " at step "
              + curve.points().firstKey()
              + " to "
              + Figures.value(curve.points().lastEntry().getValue().mean(), unit)
              + " at step "
              + curve.points().lastKey());
    }
    return title + " over " + axis.title + ": " + String.join("; ", sentences) + ".";
  }

  private Grid data(List<MeanCurve> curves) {
    List<Grid.Column> columns = new ArrayList<>();
    columns.add(new Grid.Column("step", "Optimizer steps done."));
    curves.forEach(
        curve -> columns.add(new Grid.Column(curve.label(), "Mean ± standard deviation.")));
    NavigableSet<Integer> steps = new TreeSet<>();
    curves.forEach(curve -> steps.addAll(curve.points().keySet()));
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (int step : steps) {
      List<Grid.Cell> line = new ArrayList<>();
      line.add(new Grid.Cell(Figures.count(step), (double) step));
      for (MeanCurve curve : curves) {
        Summary point = curve.points().get(step);
        line.add(
            point == null
                ? Grid.Cell.ABSENT
                : new Grid.Cell(Figures.spread(point, unit), point.mean()));
      }
      lines.add(line);
    }
    return new Grid(columns, lines);
  }
}
