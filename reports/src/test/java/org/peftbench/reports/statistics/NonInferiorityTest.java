package org.peftbench.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected values: scipy's t distribution. */
class NonInferiorityTest {
  private static final double EXACT = 1e-9;

  @Test
  void poolsTheNoiseOfGroupsWithDifferentMeans() {
    NonInferiority test =
        NonInferiority.pooled(List.of(List.of(.81, .83, .80), List.of(.70, .74, .71), List.of(.5)));
    assertThat(test.degrees()).isEqualTo(4);
    assertThat(test.deviation()).isCloseTo(0.01825741858350553, within(EXACT));
  }

  @Test
  void isStudentsTestShiftedByTheMargin() {
    NonInferiority test = new NonInferiority(0.011, 6);
    assertThat(test.pValue(0.005, 0.03, 3, 3)).isCloseTo(0.01592452328364824, within(EXACT));
    assertThat(test.margin(0.01, 0.05, 3, 3)).isCloseTo(0.0456783586758797, within(EXACT));
  }

  @Test
  void withoutNoiseOnlyTheMarginCounts() {
    NonInferiority test = new NonInferiority(0, 6);
    assertThat(test.pValue(0.0299, 0.03, 3, 3)).isZero();
    assertThat(test.pValue(0.03, 0.03, 3, 3)).isOne();
    assertThat(test.margin(0.01, 0.05, 3, 3)).isZero();
  }

  @Test
  void needsRepetitions() {
    assertThatThrownBy(() -> NonInferiority.pooled(List.of(List.of(1.0), List.of(2.0))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
