package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.reports.statistics.Summary;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.TaskMatrix;

class VersusTest {
  @Test
  void leadsAreDifferencesOfMeansAndTheirMeanHasStudentsInterval() {
    SyntheticRuns runs = new SyntheticRuns(3);
    for (int task = 0; task < 3; task++) {
      runs.skilled("synthetic-" + task, "good", 1.6, 1).skilled("synthetic-" + task, "bad", 0.3, 1);
    }
    List<Grid.Cell> line = only(new Versus("good", matrix(runs)).grid());
    List<Double> leads =
        matrix(runs).blocks().stream().map(task -> mean(task, "good") - mean(task, "bad")).toList();
    assertThat(line.get(0).text()).isEqualTo("bad");
    assertThat(line.subList(1, 4)).extracting(Grid.Cell::value).isEqualTo(leads);
    assertThat(line.subList(1, 4))
        .allSatisfy(cell -> assertThat(cell.tags()).isEmpty())
        .allSatisfy(cell -> assertThat(cell.text()).startsWith("+"));
    assertThat(line.get(4).value()).isEqualTo(Summary.of(leads).mean());
    assertThat(line.get(5).value()).isEqualTo(Summary.of(leads).tInterval(0.95).low());
  }

  @Test
  void theOtherWayRoundTheSignTurns() {
    SyntheticRuns runs = new SyntheticRuns(1).sweep("synthetic-0", "synthetic-minilm", 2);
    Grid.Cell there = cell(new Versus("full", matrix(runs)).grid(), "head-only");
    Grid.Cell back = cell(new Versus("head-only", matrix(runs)).grid(), "full");
    assertThat(there.value()).isPositive().isEqualTo(-back.value());
    assertThat(there.tags()).isEqualTo(back.tags()).isEmpty();
  }

  @Test
  void whatNoTestTellsApartIsATie() {
    SyntheticRuns runs =
        new SyntheticRuns(5)
            .skilled("synthetic-0", "one", 1, 1)
            .skilled("synthetic-0", "two", 1, 1);
    assertThat(cell(new Versus("one", matrix(runs)).grid(), "two").tags())
        .containsExactly(Grid.Tag.TIE);
  }

  @Test
  void whereAnswersSpeakForTheOtherOneTheLeadIsNotSure() {
    SyntheticRuns runs = new SyntheticRuns(1).sweep("synthetic-0", "synthetic-minilm", 1);
    runs.map(
        record ->
            record.label().equals("head-only")
                ? Altered.measured(record, "accuracy", 0.999)
                : record);
    Grid.Cell cell = cell(new Versus("head-only", matrix(runs)).grid(), "full");
    assertThat(cell.value()).isPositive();
    assertThat(cell.tags()).containsExactly(Grid.Tag.TIE);
  }

  /** Among many others a lead must be clearer to count than alone. */
  @Test
  void linesAreCorrectedForTheirNumber() {
    SyntheticRuns few = new SyntheticRuns(11);
    few.skilled("synthetic-0", "own", 1.2, 1).skilled("synthetic-0", "other", 1, 1);
    SyntheticRuns many = new SyntheticRuns(11);
    many.skilled("synthetic-0", "own", 1.2, 1).skilled("synthetic-0", "other", 1, 1);
    for (int i = 0; i < 40; i++) {
      many.skilled("synthetic-0", "equal-" + i, 1.2, 1);
    }
    Grid.Cell alone = cell(new Versus("own", matrix(few)).grid(), "other");
    Grid.Cell crowded = cell(new Versus("own", matrix(many)).grid(), "other");
    assertThat(crowded.value()).isEqualTo(alone.value());
    assertThat(alone.tags()).isEmpty();
    assertThat(crowded.tags()).containsExactly(Grid.Tag.TIE);
  }

  @Test
  void lossesCountTheOtherWayAndHaveNoMeanWithFractions() {
    SyntheticRuns runs = new SyntheticRuns(1);
    runs.sweep("synthetic-0", "synthetic-minilm", 1);
    runs.map(record -> Altered.asLoss(record, "accuracy"));
    Grid grid = new Versus("full", matrix(runs)).grid();
    assertThat(cell(grid, "head-only").value()).isPositive();
    assertThat(grid.lines())
        .allSatisfy(line -> assertThat(line.get(2)).isEqualTo(Grid.Cell.ABSENT));
  }

  @Test
  void ofATaskThatOneOfThemLacksNothingIsSaid() {
    SyntheticRuns runs = new SyntheticRuns(1);
    runs.one("synthetic-0", "lora", 1).one("synthetic-0", "ia3", 1).one("synthetic-1", "lora", 1);
    List<Grid.Cell> line = only(new Versus("lora", matrix(runs)).grid());
    assertThat(line.get(1)).isNotEqualTo(Grid.Cell.ABSENT);
    assertThat(line.subList(2, 5)).containsOnly(Grid.Cell.ABSENT);
  }

  private static List<Grid.Cell> only(Grid grid) {
    assertThat(grid.lines()).hasSize(1);
    return grid.lines().get(0);
  }

  private static Grid.Cell cell(Grid grid, String other) {
    return grid.lines().stream()
        .filter(line -> line.get(0).text().equals(other))
        .findFirst()
        .orElseThrow()
        .get(1);
  }

  private static double mean(Block task, String label) {
    return task.scored(label).orElseThrow().mean("accuracy");
  }

  private static TaskMatrix matrix(SyntheticRuns runs) {
    return TaskMatrix.of(runs.comparison()).get(0);
  }
}
