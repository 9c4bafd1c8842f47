package org.peftbench.reports.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.SyntheticRuns;
import org.peftbench.results.base.UserError;

class TablesTest {
  @Test
  void everyTableHasAName() {
    Comparison comparison = SyntheticRuns.typical().comparison();
    assertThat(Tables.of(comparison))
        .extracting(NamedGrid::name)
        .containsExactly(
            "tasks",
            "ranks",
            "versus:full",
            "versus:lora",
            "versus:propulsion",
            "versus:propulsion-attn",
            "versus:bitfit",
            "versus:ia3",
            "versus:head-only",
            "task:synthetic-acceptability",
            "tests:synthetic-acceptability",
            "task:synthetic-topics",
            "tests:synthetic-topics");
    assertThat(Tables.of(comparison))
        .allSatisfy(
            table ->
                assertThat(table.grid().lines())
                    .hasSize(table.name().startsWith("versus:") ? 6 : 7));
  }

  @Test
  void aWrongNameListsThoseThereAre() {
    assertThatThrownBy(() -> Tables.named("task", SyntheticRuns.typical().comparison()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Did you mean tasks?");
    assertThat(Tables.of(Comparison.of(List.of()))).isEmpty();
  }
}
