package org.peftbench.harness.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.peftbench.results.Protocol.Schedule;

class LearningRateTest {
  @Test
  void risesLinearlyFromZero() {
    LearningRate rate = new LearningRate(Schedule.LINEAR, 0.8, 4, 12);
    assertThat(new double[] {rate.at(1), rate.at(2), rate.at(3), rate.at(4), rate.at(5)})
        .containsExactly(new double[] {0, 0.2, 0.4, 0.6, 0.8}, within(1e-12));
  }

  @Test
  void linearEndsOneStepAboveZero() {
    // transformers' get_linear_schedule_with_warmup(4, 12) at steps 8 and 11, counted from 0
    LearningRate rate = new LearningRate(Schedule.LINEAR, 0.8, 4, 12);
    assertThat(rate.at(9)).isCloseTo(0.8 * 4 / 8, within(1e-12));
    assertThat(rate.at(12)).isCloseTo(0.8 * 1 / 8, within(1e-12));
  }

  @Test
  void cosineIsHalfWayInTheMiddle() {
    LearningRate rate = new LearningRate(Schedule.COSINE, 0.8, 4, 12);
    assertThat(rate.at(5)).isCloseTo(0.8, within(1e-12));
    assertThat(rate.at(9)).isCloseTo(0.4, within(1e-12));
    assertThat(rate.at(12)).isCloseTo(0.4 * (1 + Math.cos(Math.PI * 7 / 8)), within(1e-12));
  }

  @Test
  void constantStays() {
    LearningRate rate = new LearningRate(Schedule.CONSTANT, 0.8, 0, 3);
    assertThat(new double[] {rate.at(1), rate.at(3)}).containsExactly(0.8, 0.8);
  }
}
