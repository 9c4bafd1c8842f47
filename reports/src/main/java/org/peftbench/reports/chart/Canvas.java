package org.peftbench.reports.chart;

import java.awt.BasicStroke;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.XYStyler;

/** An empty pair of axes in the house's style. */
final class Canvas {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 330;

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

  static Picture picture(XYChart chart) {
    return new Picture(WIDTH, HEIGHT, graphics -> chart.paint(graphics, WIDTH, HEIGHT));
  }
}
