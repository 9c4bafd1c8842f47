package org.peftbench.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EffectSizeTest {
  @Test
  void isMeanInDeviations() {
    // Mean 2, deviation 2.
    assertThat(EffectSize.paired(new double[] {0, 2, 4})).isCloseTo(1, within(1e-12));
    assertThat(EffectSize.paired(new double[] {1, 1})).isNull();
    assertThat(EffectSize.paired(new double[] {1})).isNull();
  }

  @Test
  void cliffsDeltaCountsPairs() {
    double[] low = {1, 2};
    double[] high = {2, 3};
    // Of four pairs three favour the second sample and one is even.
    assertThat(EffectSize.cliffsDelta(low, high)).isEqualTo(-0.75);
    assertThat(EffectSize.cliffsDelta(high, low)).isEqualTo(0.75);
  }
}
