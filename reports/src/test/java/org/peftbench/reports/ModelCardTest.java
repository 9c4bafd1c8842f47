package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.peftbench.results.RunStatus;
import org.peftbench.results.base.UserError;

class ModelCardTest {
  private static final String TASK = "synthetic-topics";

  @Test
  void matchesItsGoldenFile() throws Exception {
    Golden.assertMatches(
        "card.md", ModelCard.of(new SyntheticRuns(1).one(TASK, "lora", 1).records().get(0)));
  }

  @Test
  void namesCantBecomeStructure() {
    String hostile = "x\n---\nlicense: mit\n# heading <script>";
    String card = ModelCard.of(new SyntheticRuns(1).one(TASK, hostile, 1).records().get(0));
    assertThat(card)
        .contains("- name: \"x\\n---\\nlicense: mit")
        .doesNotContain("\nlicense", "<script>\n");
    assertThat(card.lines().filter(line -> line.equals("---"))).hasSize(2);
  }

  @Test
  void aFailedRunHasNone() {
    SyntheticRuns failed = new SyntheticRuns(1).failed(TASK, "lora", 1, RunStatus.DIVERGED, "NaN");
    assertThatThrownBy(() -> ModelCard.of(failed.records().get(0)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("ended as diverged and left no adapter");
  }
}
