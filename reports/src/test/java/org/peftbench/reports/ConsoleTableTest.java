package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.results.RunStatus;

class ConsoleTableTest {
  @Test
  void showsScoresTiesAndFailures() throws Exception {
    Golden.assertMatches("console.txt", ConsoleTable.render(SyntheticRuns.typical().comparison()));
  }

  @Test
  void saysThatNothingWasTestedAndThatOneSeedHasNoSpread() {
    SyntheticRuns runs = new SyntheticRuns(1).sweep("synthetic-topics", "synthetic-minilm", 1);
    String text = ConsoleTable.render(Comparison.of(runs.records()));
    assertThat(text).contains("* best mean, untested").contains("One seed gives no spread");
    assertThat(text).doesNotContain("±").doesNotContain("= lora");
  }

  @Test
  void nothingAndNoSuccessAreSaidPlainly() {
    assertThat(ConsoleTable.render(Comparison.of(List.of()))).isEqualTo("No runs.\n");
    SyntheticRuns failed =
        new SyntheticRuns(1).failed("synthetic-topics", "lora", 1, RunStatus.FAILED, "no\nspace");
    assertThat(ConsoleTable.render(failed.comparison()))
        .contains("lora, seed 1: failed, no space")
        .doesNotContain("best");
  }
}
