package org.peftbench.reports.chart;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;

/**
 * A pair of axes in the house's style. XChart draws the series; words and grid are drawn here, for
 * XChart turns each letter into an outline, which no one can select and which makes pictures tens
 * of times as large.
 */
final class Canvas {
  /** What XChart leaves free below its plot even where the axis shows nothing. */
  private static final int GAP = 4;

  private static final int MARKER = 8;

  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private final XYChart chart;
  private final Frame frame;

  private Canvas(XYChart chart) {
    XYStyler style = chart.getStyler();
    this.chart = chart;
    Scale x = scale(xs(chart), style.getXAxisMin(), style.isXAxisLogarithmic());
    Scale y = scale(ys(chart), style.getYAxisMin(), style.isYAxisLogarithmic());
    this.frame = new Frame(x, y);
    style.setXAxisMin(x.low()).setXAxisMax(x.high());
    style.setYAxisMin(y.low()).setYAxisMax(y.high());
  }

  /** A word beside a point. */
  record Name(String text, double x, double y, boolean above) {}

  static XYChart axes(String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(Frame.RIGHT - Frame.LEFT)
            .height(Frame.BOTTOM - Frame.TOP + GAP)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    XYStyler style = chart.getStyler();
    style.setLocale(Locale.ROOT);
    style.setLegendVisible(false); // the page has its own, which wraps and can be read aloud
    style.setChartTitleVisible(false);
    style.setAxisTitlesVisible(false);
    style.setAxisTicksVisible(false);
    style.setAxisTickPadding(0);
    style.setAxisTickMarkLength(0);
    style.setAxisTitlePadding(0);
    style.setPlotGridLinesVisible(false);
    style.setPlotBorderVisible(false);
    style.setChartPadding(0);
    style.setPlotContentSize(1);
    style.setChartBackgroundColor(Ink.NONE);
    style.setPlotBackgroundColor(Ink.NONE);
    style.setMarkerSize(MARKER);
    return chart;
  }

  static Picture picture(XYChart chart) {
    return picture(chart, List.of());
  }

  /** The chart with words beside some of its points. */
  static Picture picture(XYChart chart, List<Name> names) {
    Canvas canvas = new Canvas(chart);
    return new Drawing(Frame.WIDTH, Frame.HEIGHT, graphics -> canvas.draw(graphics, names));
  }

  private void draw(Graphics2D graphics, List<Name> names) {
    graphics.setFont(FONT);
    graphics.setStroke(new BasicStroke(1f));
    for (double tick : frame.x().ticks()) {
      graphics.setColor(Ink.TEXT);
      Labels.centred(graphics, Frame.text(tick, frame.x()), frame.across(tick), Frame.TICKS);
    }
    for (double tick : frame.y().ticks()) {
      double down = frame.down(tick);
      graphics.setColor(Ink.GRID);
      graphics.draw(new Line2D.Double(Frame.LEFT, down, Frame.RIGHT, down));
      graphics.setColor(Ink.TEXT);
      Labels.ending(graphics, Frame.text(tick, frame.y()), Frame.LEFT - 8.0, down + 4.5);
    }
    String across = Labels.fitting(graphics, chart.getXAxisTitle(), Frame.RIGHT);
    Labels.centred(graphics, across, (Frame.LEFT + Frame.RIGHT) / 2.0, Frame.TITLE);
    AffineTransform upright = graphics.getTransform();
    graphics.rotate(-Math.PI / 2);
    String upwards = Labels.fitting(graphics, chart.getYAxisTitle(), Frame.BOTTOM);
    Labels.centred(graphics, upwards, -(Frame.TOP + Frame.BOTTOM) / 2.0, 14);
    graphics.setTransform(upright);
    draw(graphics, names, new NamePlaces(points()));
    graphics.translate(Frame.LEFT, Frame.TOP);
    chart.paint(graphics, Frame.RIGHT - Frame.LEFT, Frame.BOTTOM - Frame.TOP + GAP);
    graphics.setTransform(upright);
  }

  private void draw(Graphics2D graphics, List<Name> names, NamePlaces places) {
    graphics.setColor(Ink.STRONG);
    for (Name name : names) {
      int width = graphics.getFontMetrics().stringWidth(name.text());
      places
          .beside(frame.across(name.x()), frame.down(name.y()), width, name.above())
          .ifPresent(
              place ->
                  graphics.drawString(name.text(), (float) place.getX(), (float) place.getY()));
    }
  }

  /** What names must not cover: each single point with its error bar. */
  private List<Rectangle2D> points() {
    List<Rectangle2D> points = new ArrayList<>();
    for (XYSeries series : chart.getSeriesCollection()) {
      if (series.getXData().length == 1) {
        double x = frame.across(series.getXData()[0]);
        double[] ends = ys(series).map(frame::down).sorted().toArray();
        double top = ends[0] - MARKER / 2.0;
        double height = ends[ends.length - 1] - ends[0] + MARKER;
        points.add(new Rectangle2D.Double(x - MARKER / 2.0, top, MARKER, height));
      }
    }
    return points;
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
