package org.peftbench.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void endsAreRoundAndHoldEverything() {
    assertThat(Scale.linear(66.1, 93.2)).isEqualTo(new Scale(65, 95, false));
    assertThat(Scale.linear(66.1, 93.2).ticks())
        .containsExactly(65.0, 70.0, 75.0, 80.0, 85.0, 90.0, 95.0);
    assertThat(Scale.linear(0, 0.07).place(0.035)).isBetween(0.4, 0.6);
    assertThat(Scale.linear(5, 5).ticks()).hasSizeGreaterThan(1);
  }

  @Test
  void decadesAreAsLongAsEachOther() {
    Scale scale = Scale.logarithmic(0.03, 70);
    assertThat(scale.ticks()).hasSize(5);
    assertThat(scale.place(1)).isCloseTo(0.5, within(1e-12));
  }
}
