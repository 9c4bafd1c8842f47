package org.peftbench.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SketchTest {
  @Test
  void aLineGoesThroughItsPoints() {
    double[] steps = {0, 50, 100};
    double[] losses = {1, 0.5, 0};
    String svg = Sketch.line(new SeriesStyle(1), "steps", "loss", steps, losses).svg();
    assertThat(svg).contains("class=\"line\" d=\"M66.0,10.0L261.0,144.0L456.0,278.0\"", "series-1");
    assertThat(svg).contains(">steps</text>", ">loss</text>", ">100</text>", ">0.2</text>");
  }

  @Test
  void barsStandOnNothing() {
    String svg = Sketch.bars(new SeriesStyle(0), "x", "y", 0, 5, new double[] {10, 5}).svg();
    assertThat(svg)
        .contains("d=\"M66.0,278.0L66.0,10.0L261.0,10.0L261.0,144.0L456.0,144.0L456.0,278.0Z\"");
  }

  @Test
  void longValuesLeaveNoRoomForATitle() {
    double[] steps = {0, 100};
    double[] rates = {0, 0.001};
    String svg = Sketch.line(new SeriesStyle(1), "steps", "learning_rate", steps, rates).svg();
    assertThat(svg).contains(">0.0008</text>", ">steps</text>").doesNotContain("learning_rate");
  }

  @Test
  void namesAreEscaped() {
    double[] two = {1, 2};
    assertThat(Sketch.line(new SeriesStyle(0), "<x>", "a & b", two, two).svg())
        .contains(">&lt;x&gt;<", ">a &amp; b<");
  }
}
