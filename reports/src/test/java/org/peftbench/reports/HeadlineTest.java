package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.results.RunStatus;

class HeadlineTest {
  @Test
  void namesTheBestAndTheSmallestThatKeepsUp() {
    assertThat(Headline.of(SyntheticRuns.typical().comparison()))
        .matches(
            "full scores best on synthetic-acceptability \\(accuracy [\\d. ±]+\\) and"
                + " synthetic-topics \\(accuracy [\\d. ±]+\\)\\. On synthetic-acceptability and"
                + " synthetic-topics, propulsion can't be told apart from the best and trains only"
                + " 13,824 parameters \\(0\\.061 % of the backbone\\)\\.");
  }

  @Test
  void claimsNoMoreThanWasTested() {
    SyntheticRuns runs = new SyntheticRuns(1).sweep("synthetic-topics", "synthetic-minilm", 1);
    assertThat(Headline.of(Comparison.of(runs.records())))
        .contains("No difference could be tested")
        .doesNotContain("told apart");
  }

  @Test
  void isPlainWhereThereIsNothing() {
    assertThat(Headline.of(Comparison.of(List.of()))).startsWith("There are no runs");
    SyntheticRuns failed =
        new SyntheticRuns(1).failed("synthetic-topics", "lora", 1, RunStatus.FAILED, "boom");
    assertThat(Headline.of(failed.comparison())).startsWith("No run succeeded");
  }

  @Test
  void ofManyTasksTheNumbersAreTold() {
    assertThat(Headline.of(SyntheticRuns.large().comparison()))
        .isEqualTo(
            "full scores best on 5 of 6 tasks, lora on 1. The smallest method that can't be told"
                + " apart from the best on any of them is lora, which trains only 147,456 parameters (0.65 % of"
                + " the backbone).");
  }

  @Test
  void theHeadAloneIsSaidInWords() {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .examples(40)
            .one("synthetic-topics", "head-only", 1)
            .skilled("synthetic-topics", "lora", 0.9, 1);
    assertThat(Headline.of(runs.comparison()))
        .contains("head-only can't be told apart from the best and trains the task head alone.");
  }

  @Test
  void aMethodAloneWinsNothing() {
    SyntheticRuns runs = new SyntheticRuns(1).one("synthetic-topics", "lora", 1);
    assertThat(Headline.of(runs.comparison()))
        .matches(
            "Only one method was scored on synthetic-topics \\(accuracy [\\d.]+\\), so there is nothing"
                + " to compare it with\\.");
    runs.sweep("synthetic-acceptability", "synthetic-minilm", 2);
    assertThat(Headline.of(runs.comparison()))
        .startsWith("full scores best on synthetic-acceptability (")
        .endsWith(" Left out: 1 task that a single method was scored on.");
  }

  @Test
  void severalBackbonesAreNoTasksOfTheirOwn() {
    SyntheticRuns runs = new SyntheticRuns(1);
    for (String backbone : List.of("a", "b", "c", "d")) {
      runs.sweep("synthetic-topics", backbone, 1);
    }
    assertThat(Headline.of(runs.comparison())).contains("of 4 pairs of task and backbone");
  }
}
