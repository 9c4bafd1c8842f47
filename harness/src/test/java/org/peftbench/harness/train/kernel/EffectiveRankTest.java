package org.peftbench.harness.train.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EffectiveRankTest {
  @Test
  void equalValuesCountInFull() {
    assertThat(EffectiveRank.of(new double[] {3, 3, 3, 0, 0})).isCloseTo(3, within(1e-12));
  }

  @Test
  void whatRoundingLeftNegativeCountsAsNothing() {
    assertThat(EffectiveRank.of(new double[] {2, 2, -1e-17})).isCloseTo(2, within(1e-12));
  }

  /** Shares 1/2, 1/4, 1/4: entropy 1.5 ln 2. */
  @Test
  void unequalValuesCountByTheirShares() {
    assertThat(EffectiveRank.of(new double[] {4, 2, 2})).isCloseTo(Math.pow(2, 1.5), within(1e-12));
  }
}
