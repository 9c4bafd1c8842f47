package org.peftbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.peftbench.results.Metric.Aggregation;
import org.peftbench.results.Metric.Direction;
import org.peftbench.results.base.Json;

class MetricTest {
  /** As peftbench has written it before metrics had standard errors. */
  private static final String OLD =
      "{\"aggregation\":\"ONCE\",\"direction\":\"HIGHER\",\"name\":\"accuracy\","
          + "\"unit\":\"fraction\",\"value\":0.5}";

  @Test
  void readsAndWritesOldFiguresUnchanged() throws Exception {
    Metric read = Json.MAPPER.readValue(OLD, Metric.class);
    assertThat(read).isEqualTo(Metric.score("accuracy", 0.5, Double.NaN));
    assertThat(read.standardError()).isNull();
    assertThat(Json.canonical(read)).isEqualTo(OLD);
  }

  @Test
  void keepsTheStandardError() throws Exception {
    Metric metric = Metric.score("accuracy", 0.5, 0.01);
    String line = Json.canonical(metric);
    assertThat(line).contains("\"standard_error\":0.01");
    assertThat(Json.MAPPER.readValue(line, Metric.class)).isEqualTo(metric);
  }

  @Test
  void anUndefinedScoreIsNoFigure() {
    assertThat(Metric.score("pearson", Double.NaN, Double.NaN)).isNull();
  }

  @Test
  void refusesWhatIsNotFinite() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Metric("peak_rss", Double.NaN, "bytes", Direction.LOWER, Aggregation.MAXIMUM))
        .withMessageContaining("leave a figure that was not measured out");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Metric("f1", 0.5, "fraction", Direction.HIGHER, Aggregation.ONCE, -0.1))
        .withMessage("the standard error of f1 is -0.1: leave it out");
  }
}
