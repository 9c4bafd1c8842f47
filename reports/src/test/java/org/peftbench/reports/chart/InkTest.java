package org.peftbench.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InkTest {
  @Test
  void coloursOfTheHouseFollowTheTheme() {
    assertThat(Ink.toVariables("fill:rgb(0,114,178);stroke:rgb(227,230,232)"))
        .isEqualTo("fill:var(--series-0);stroke:var(--chart-grid)");
  }

  @Test
  void allElseIsLeft() {
    String words = "fill:rgb(1,2,3)>a method called rgb(<rgb";
    assertThat(Ink.toVariables(words)).isEqualTo(words);
  }
}
