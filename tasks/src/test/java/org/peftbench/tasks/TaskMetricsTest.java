package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.peftbench.results.Metric;
import org.peftbench.results.Prediction;

class TaskMetricsTest {
  @Test
  void scoresByLabelNamesPrimaryFirst() {
    List<Metric> metrics =
        TaskMetrics.score(
            TaskCatalog.named("mrpc"),
            predictions(
                "equivalent", "equivalent",
                "equivalent", "not_equivalent",
                "not_equivalent", "equivalent",
                "not_equivalent", "not_equivalent",
                "equivalent", "equivalent"));
    assertThat(metrics).extracting(Metric::name).containsExactly("accuracy", "f1");
    assertThat(metrics).extracting(Metric::value).containsExactly(3 / 5.0, 4 / 6.0);
    // sqrt(p (1 - p) / (n - 1)), which is a mean's
    assertThat(metrics.get(0).standardError()).isCloseTo(Math.sqrt(0.24 / 4), within(1e-12));
    assertThat(metrics.get(1).standardError()).isPositive();
  }

  @Test
  void f1IsAboutThePositiveLabel() {
    List<Prediction> rows = predictions("equivalent", "equivalent", "equivalent", "not_equivalent");
    assertThat(values("mrpc", rows)).containsEntry("f1", 2 / 3.0);
  }

  @Test
  void constantPredictionHasNoMatthewsCorrelation() {
    List<Prediction> rows = predictions("acceptable", "acceptable", "unacceptable", "acceptable");
    assertThat(values("cola", rows))
        .containsExactlyInAnyOrderEntriesOf(Map.of("matthews_correlation", 0.0, "accuracy", 0.5));
  }

  @Test
  void correlatesNumbers() {
    List<Prediction> rows = predictions("0.0", "1.0", "2.0", "3.0", "7.0", "4.0");
    assertThat(values("stsb", rows).get("spearman")).isCloseTo(1, within(1e-15));
    assertThat(values("stsb", rows).get("pearson"))
        .isCloseTo(10 / Math.sqrt(26 * 14 / 3.0), within(1e-12));
  }

  @Test
  void leavesUndefinedFiguresOut() {
    assertThat(values("stsb", predictions("0.0", "2.0", "1.0", "2.0"))).isEmpty();
    assertThat(values("stsb", predictions("0.0", "NaN", "1.0", "2.0"))).isEmpty();
    assertThat(values("stsb", predictions("0.0", "1.0"))).isEmpty();
    assertThat(values("mrpc", List.of())).isEmpty();
  }

  @Test
  void refusesAnAnswerThatIsNoLabel() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> values("sst2", predictions("positive", "neutral")))
        .withMessage("'neutral' is no label of task sst2: [negative, positive]");
  }

  private static Map<String, Double> values(String task, List<Prediction> rows) {
    return TaskMetrics.score(TaskCatalog.named(task), rows).stream()
        .collect(Collectors.toMap(Metric::name, Metric::value));
  }

  /** Gold and predicted by turns. */
  private static List<Prediction> predictions(String... answers) {
    List<Prediction> rows = new ArrayList<>();
    for (int i = 0; i < answers.length; i += 2) {
      rows.add(new Prediction("row" + i, answers[i], answers[i + 1], List.of()));
    }
    return rows;
  }
}
