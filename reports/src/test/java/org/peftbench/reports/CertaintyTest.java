package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.reports.table.Grid;

class CertaintyTest {
  private static final String TASK = "synthetic-topics";

  @Test
  void saysHowSureEachScoreIs() {
    SyntheticRuns runs = new SyntheticRuns(3).sweep(TASK, "synthetic-minilm", 3);
    Grid grid = Certainty.grid(runs.comparison().blocks().get(0));
    assertThat(grid.lines()).hasSize(7);
    List<Grid.Cell> best = grid.lines().get(0);
    assertThat(best.get(3).value()).isGreaterThanOrEqualTo(2);
    assertThat(best.get(4)).isEqualTo(Grid.Cell.ABSENT);
    List<Grid.Cell> last = grid.lines().get(6);
    assertThat(last.get(0).text()).isEqualTo("head-only");
    assertThat(last.get(4).value()).isBetween(-0.4, -0.15);
    assertThat(last.get(5).value()).isNegative();
    assertThat(last.get(6).value()).isLessThan(0.001);
    assertThat(last.get(7).value()).isLessThan(0.001);
    assertThat(last.get(8).value()).isBetween(0.0, 0.05);
    assertThat(best.get(8)).isEqualTo(Grid.Cell.ABSENT);
  }

  @Test
  void oneSeedTellsNothingOfSeeds() {
    SyntheticRuns runs = new SyntheticRuns(3).sweep(TASK, "synthetic-minilm", 1);
    assertThat(Certainty.grid(runs.comparison().blocks().get(0)).lines())
        .allSatisfy(line -> assertThat(line.subList(1, 4)).containsOnly(Grid.Cell.ABSENT))
        .allSatisfy(line -> assertThat(line.get(8)).isEqualTo(Grid.Cell.ABSENT));
  }
}
