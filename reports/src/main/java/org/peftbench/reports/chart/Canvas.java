package org.peftbench.reports.chart;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.peftbench.reports.table.Figures;

/**
 * A pair of axes in the house's style. XChart draws the series; words and grid are drawn here, for
 * XChart turns each letter into an outline, which no one can select and which makes pictures tens
 * of times as large.
 */
final class Canvas {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 330;
  private static final int LEFT = 66;
  private static final int RIGHT = 16;
  private static final int TOP = 10;
  private static final int BOTTOM = 52;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private final XYChart chart;
  private final Scale x;
  private final Scale y;

  private Canvas(XYChart chart) {
    XYStyler style = chart.getStyler();
    this.chart = chart;
    this.x = scale(xs(chart), style.getXAxisMin(), style.isXAxisLogarithmic());
    this.y = scale(ys(chart), style.getYAxisMin(), style.isYAxisLogarithmic());
    style.setXAxisMin(x.low()).setXAxisMax(x.high());
    style.setYAxisMin(y.low()).setYAxisMax(y.high());
  }

  /** A word beside a point. */
  record Name(String text, double x, double y, boolean above) {}

  static XYChart axes(String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH - LEFT - RIGHT)
            .height(HEIGHT - TOP - BOTTOM)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    XYStyler style = chart.getStyler();
    style.setLocale(Locale.ROOT);
    style.setLegendVisible(false); // the page has its own, which wraps and can be read aloud
    style.setChartTitleVisible(false);
    style.setAxisTitlesVisible(false);
    style.setAxisTicksVisible(false);
    style.setPlotGridLinesVisible(false);
    style.setPlotBorderVisible(false);
    style.setChartPadding(0);
    style.setPlotContentSize(1);
    style.setChartBackgroundColor(Ink.NONE);
    style.setPlotBackgroundColor(Ink.NONE);
    style.setMarkerSize(8);
    return chart;
  }

  static Picture picture(XYChart chart) {
    return picture(chart, List.of());
  }

  /** The chart with words beside some of its points. */
  static Picture picture(XYChart chart, List<Name> names) {
    Canvas canvas = new Canvas(chart);
    return new Picture(WIDTH, HEIGHT, graphics -> canvas.draw(graphics, names));
  }

  private void draw(Graphics2D graphics, List<Name> names) {
    graphics.setFont(FONT);
    for (double tick : x.ticks()) {
      graphics.setColor(Ink.TEXT);
      Labels.centred(graphics, text(tick, x), across(tick), HEIGHT - BOTTOM + 18.0);
    }
    for (double tick : y.ticks()) {
      graphics.setColor(Ink.GRID);
      graphics.setStroke(new BasicStroke(1f));
      graphics.draw(new Line2D.Double(LEFT, down(tick), WIDTH - RIGHT, down(tick)));
      graphics.setColor(Ink.TEXT);
      Labels.ending(graphics, text(tick, y), LEFT - 8.0, down(tick) + 4.5);
    }
    Labels.centred(
        graphics, chart.getXAxisTitle(), (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - BOTTOM + 42.0);
    AffineTransform upright = graphics.getTransform();
    graphics.rotate(-Math.PI / 2);
    Labels.centred(graphics, chart.getYAxisTitle(), -(TOP + HEIGHT - BOTTOM) / 2.0, 14);
    graphics.setTransform(upright);
    names.forEach(name -> draw(graphics, name));
    graphics.translate(LEFT, TOP);
    chart.paint(graphics, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM);
    graphics.setTransform(upright);
  }

  /** Left of its point, on the side that no better point can lie on, if there is room. */
  private void draw(Graphics2D graphics, Name name) {
    graphics.setColor(Ink.STRONG);
    double width = graphics.getFontMetrics().stringWidth(name.text());
    double left = across(name.x()) - 7 - width;
    graphics.drawString(
        name.text(),
        (float) (left < LEFT ? across(name.x()) + 8 : left),
        (float) (down(name.y()) + (name.above() ? -6 : 15)));
  }

  private double across(double value) {
    return LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
  }

  private double down(double value) {
    return HEIGHT - BOTTOM - y.place(value) * (HEIGHT - TOP - BOTTOM);
  }

  private static String text(double tick, Scale scale) {
    if (scale.logarithmic() && tick >= 1e6) {
      return Figures.count(tick / 1e6) + " M";
    }
    if (scale.logarithmic() && tick >= 1e3) {
      return Figures.count(tick / 1e3) + " k";
    }
    return Math.abs(tick) >= 1e3 ? Figures.count(tick) : Figures.plain(tick);
  }

  private static Scale scale(double[] values, @Nullable Double least, boolean logarithmic) {
    double low = least == null ? DoubleStream.of(values).min().orElse(0) : least;
    double high = DoubleStream.of(values).max().orElse(1);
    return logarithmic ? Scale.logarithmic(low, high) : Scale.linear(low, high);
  }

  private static double[] xs(XYChart chart) {
    return chart.getSeriesCollection().stream()
        .flatMapToDouble(series -> DoubleStream.of(series.getXData()))
        .toArray();
  }

  /** With the ends of error bars. */
  private static double[] ys(XYChart chart) {
    return chart.getSeriesCollection().stream().flatMapToDouble(Canvas::ys).toArray();
  }

  private static DoubleStream ys(XYSeries series) {
    double[] values = series.getYData();
    double[] strays = series.getExtraValues();
    return strays == null
        ? DoubleStream.of(values)
        : IntStream.range(0, values.length)
            .mapToObj(i -> DoubleStream.of(values[i] - strays[i], values[i] + strays[i]))
            .flatMapToDouble(ends -> ends);
  }
}
