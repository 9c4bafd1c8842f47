package org.peftbench.harness.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.peftbench.results.Curve;
import org.peftbench.results.Metric;
import org.peftbench.results.MetricNames;

class ConvergenceTest {
  @Test
  void readsMarksAndAreaOffTheCurve() {
    Map<String, Double> figures = figures(0.5, 0.8, 0.92, 0.9);
    assertThat(figures)
        .containsEntry(MetricNames.STEPS_TO_95, 30.0)
        .containsEntry(MetricNames.SECONDS_TO_95, 3.0)
        .containsEntry(MetricNames.EXAMPLES_TO_95, 30.0 * 16)
        .containsEntry(MetricNames.STEPS_TO_0_9, 30.0);
    // (0.65 · 10 + 0.86 · 10 + 0.91 · 10) / 30
    assertThat(figures.get(MetricNames.AREA_UNDER_CURVE)).isCloseTo(2.42 / 3, within(1e-12));
  }

  @Test
  void aMarkThatIsNeverReachedIsAbsent() {
    assertThat(figures(0.5, 0.6, 0.7, 0.7)).doesNotContainKey(MetricNames.STEPS_TO_0_9);
  }

  @Test
  void aTrainingThatEndsAtNothingConvergedNowhereAndWasAsBadAsItWas() {
    assertThat(figures(0.5, 0.2, 0.1, -0.3)).containsOnlyKeys(MetricNames.AREA_UNDER_CURVE);
    // (0.35 + 0.15 − 0.1) · 10 / 30
    assertThat(figures(0.5, 0.2, 0.1, -0.3).get(MetricNames.AREA_UNDER_CURVE))
        .isCloseTo(0.4 / 3, within(1e-12));
  }

  @Test
  void onePointIsItsOwnArea() {
    Curve curve = new Curve("c", List.of(7), List.of(1.0), List.of(0.25));
    assertThat(Convergence.of(curve, 1))
        .anySatisfy(
            metric -> {
              assertThat(metric.name()).isEqualTo(MetricNames.AREA_UNDER_CURVE);
              assertThat(metric.value()).isEqualTo(0.25);
            });
  }

  private static Map<String, Double> figures(double... values) {
    Curve curve =
        new Curve(
            "evaluation.accuracy",
            List.of(10, 20, 30, 40),
            List.of(1.0, 2.0, 3.0, 4.0),
            Arrays.stream(values).boxed().toList());
    return Convergence.of(curve, 16).stream()
        .collect(Collectors.toMap(Metric::name, Metric::value));
  }
}
