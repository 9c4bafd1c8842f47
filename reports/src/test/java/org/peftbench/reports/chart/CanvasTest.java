package org.peftbench.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

class CanvasTest {
  /** The grid is drawn here and the points by XChart: both must mean the same places. */
  @Test
  void xchartKeepsToTheScales() {
    XYChart chart = Canvas.axes("x", "y");
    chart.addSeries("series", new double[] {3, 97}, new double[] {0.11, 0.59});
    Canvas.picture(chart);
    assertThat(chart.getStyler().getXAxisMin()).isZero();
    assertThat(chart.getStyler().getXAxisMax()).isEqualTo(100);
    assertThat(chart.getScreenXFromChart(0)).isCloseTo(0, within(1.0));
    assertThat(chart.getScreenXFromChart(100)).isCloseTo(chart.getWidth(), within(1.0));
    assertThat(chart.getScreenYFromChart(0.1)).isCloseTo(Frame.BOTTOM - Frame.TOP, within(1.0));
    assertThat(chart.getScreenYFromChart(0.6)).isCloseTo(0, within(1.0));
  }

  @Test
  void logarithmsToo() {
    XYChart chart = Canvas.axes("x", "y");
    chart.getStyler().setXAxisLogarithmic(true);
    chart.addSeries("series", new double[] {770, 22_000_000}, new double[] {1, 2});
    Canvas.picture(chart);
    assertThat(chart.getScreenXFromChart(10_000)).isCloseTo(chart.getWidth() / 3.0, within(1.0));
  }

  /** Places are rounded in a page to save room; what is read is not. */
  @Test
  void whatIsMarkedOnAnAxisIsNotRounded() {
    XYChart chart = Canvas.axes("steps", "0.00123 of clip7");
    chart.addSeries("series", new double[] {1, 2}, new double[] {0.985, 1.004});
    Canvas.Name name = new Canvas.Name("rate-0.0005", 2, 1, true);
    assertThat(Canvas.picture(chart, List.of(name)).svg())
        .contains(">0.985<", ">0.99<", ">0.995<", ">1.005<", ">0.00123 of clip7<", ">rate-0.0005<");
  }

  @Test
  void wordsAreWords() {
    XYChart chart = Canvas.axes("steps", "score");
    chart.addSeries("series", new double[] {1, 2}, new double[] {1, 2});
    String svg = Canvas.picture(chart, List.of(new Canvas.Name("lora", 2, 2, true))).svg();
    assertThat(svg).contains(">lora<", ">steps<", ">score<").hasSizeLessThan(8_000);
  }
}
