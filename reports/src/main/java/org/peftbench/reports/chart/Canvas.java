package org.peftbench.reports.chart;

import java.awt.BasicStroke;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.XYStyler;
import org.peftbench.results.base.Digest;

/** An empty pair of axes in the house's style, and how it becomes an inline SVG. */
final class Canvas {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 330;
  private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d{3,}");
  private static final Pattern CLIP = Pattern.compile("clip-?\\d+");

  private Canvas() {}

  static XYChart axes(String x, String y) {
    XYChart chart =
        new XYChartBuilder().width(WIDTH).height(HEIGHT).xAxisTitle(x).yAxisTitle(y).build();
    XYStyler style = chart.getStyler();
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    style.setBaseFont(font);
    style.setAxisTitleFont(font);
    style.setAxisTickLabelsFont(font);
    style.setLocale(Locale.ROOT);
    style.setLegendVisible(false); // the page has its own, which wraps and can be read aloud
    style.setChartTitleVisible(false);
    style.setChartPadding(8);
    style.setChartBackgroundColor(Ink.NONE);
    style.setPlotBackgroundColor(Ink.NONE);
    style.setPlotBorderVisible(false);
    style.setPlotGridVerticalLinesVisible(false);
    style.setPlotGridLinesColor(Ink.GRID);
    style.setPlotGridLinesStroke(new BasicStroke(1f));
    style.setAxisTickMarksColor(Ink.GRID);
    style.setAxisTickLabelsColor(Ink.TEXT);
    style.setXAxisTitleColor(Ink.TEXT);
    style.setYAxisTitleColor(Ink.TEXT);
    style.setChartFontColor(Ink.TEXT);
    style.setMarkerSize(8);
    return chart;
  }

  /** The chart as an {@code <svg>} element, hidden from screen readers, which get the text. */
  static String svg(XYChart chart) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ChartEncoder.saveChart(chart, bytes, "svg");
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    String document = bytes.toString(StandardCharsets.UTF_8);
    String body =
        document.substring(document.indexOf('>', document.indexOf("<svg")) + 1).stripTrailing();
    return "<svg viewBox=\"0 0 "
        + WIDTH
        + " "
        + HEIGHT
        + "\" aria-hidden=\"true\" focusable=\"false\">"
        + Ink.toVariables(uniqueClips(shortNumbers(body)));
  }

  private static String shortNumbers(String svg) {
    return LONG_NUMBER
        .matcher(svg)
        .replaceAll(number -> String.format(Locale.ROOT, "%.1f", Double.valueOf(number.group())));
  }

  /** Ids are unique in a page, and a page has many charts with the same clip. */
  private static String uniqueClips(String svg) {
    String prefix = Digest.of(svg).substring(0, 8);
    return CLIP.matcher(svg)
        .replaceAll(clip -> Matcher.quoteReplacement(clip.group() + "-" + prefix));
  }
}
