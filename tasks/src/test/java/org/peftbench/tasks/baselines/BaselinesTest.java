package org.peftbench.tasks.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.results.Metric;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskData;
import org.peftbench.tasks.TaskLoader;

class BaselinesTest {
  /** What a coin, or silence, would score on tasks of this text. */
  private static final Map<String, Double> CHANCE =
      Map.of(
          "supersense", 0.15,
          "error_span", 0.0,
          "word_choice", 0.25);

  @ParameterizedTest
  @ValueSource(strings = {"supersense", "error_span", "word_choice"})
  void wordsTellMoreThanTheMajorityDoes(String name) {
    TaskData data = load(name);
    Map<String, Double> figures = figures(Baselines.forRecord(data));
    assertThat(figures.get("baseline.majority"))
        .isBetween(CHANCE.get(name) - 0.08, CHANCE.get(name) + 0.08);
    assertThat(figures.get("baseline.bag_of_words"))
        .isGreaterThan(figures.get("baseline.majority") + 0.05);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acceptability",
        "definition",
        "similarity",
        "correction",
        "find_word",
        "arithmetic"
      })
  void everyKindHasFiguresOnItsOwnScale(String name) {
    TaskData data = load(name);
    for (String baseline : Baselines.names()) {
      assertThat(Baselines.score(baseline, data))
          .allMatch(metric -> metric.value() >= -1 && metric.value() <= 1)
          .extracting(Metric::name)
          .isSubsetOf(data.task().metrics());
    }
  }

  @Test
  void aMeanHasNoCorrelation() {
    TaskData data = load("similarity");
    assertThat(Baselines.score("majority", data)).isEmpty();
    assertThat(Baselines.forRecord(data))
        .extracting(Metric::name)
        .containsExactly("baseline.bag_of_words");
  }

  @Test
  void sameRowsGiveTheSameFigures() {
    assertThat(Baselines.forRecord(load("supersense")))
        .isEqualTo(Baselines.forRecord(load("supersense")));
  }

  @Test
  void nothingIsLearntFromNoRows() {
    TaskData data = load("supersense");
    TaskData empty =
        new TaskData(data.task(), List.of(), data.evaluation(), data.digest(), data.notes());
    assertThat(Baselines.forRecord(empty)).isEmpty();
  }

  private static TaskData load(String name) {
    return new TaskLoader(null).load(TaskCatalog.named(name), 3000, 500);
  }

  private static Map<String, Double> figures(List<Metric> metrics) {
    return metrics.stream().collect(Collectors.toMap(Metric::name, Metric::value));
  }
}
