package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.peftbench.results.MetricNames;
import org.peftbench.results.RunRecord;

class RelativeTimesTest {
  private static final String TASK = "synthetic-topics";

  @Test
  void aSlowMachineMakesNoMethodSlow() {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .one(TASK, "full", 1)
            .one(TASK, "full", 2)
            .one(TASK, "lora", 1)
            .one(TASK, "lora", 2)
            .map(run -> run.spec().seed() == 2 ? on(run, "slow", 10) : on(run, "fast", 1));
    Block block = runs.comparison().blocks().get(0);
    RelativeTimes times = RelativeTimes.of(block).orElseThrow();
    assertThat(times.reference()).isEqualTo("full");
    assertThat(times.of(row(block, "full")).orElseThrow().mean()).isEqualTo(1);
    assertThat(times.of(row(block, "lora")).orElseThrow().mean()).isEqualTo(2);
    assertThat(times.of(row(block, "lora")).orElseThrow().n()).isEqualTo(2);
  }

  @Test
  void theReferenceIsWhatRanOnMostMachines() {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .one(TASK, "full", 1)
            .one(TASK, "lora", 1)
            .one(TASK, "lora", 2)
            .one(TASK, "ia3", 3)
            .map(run -> on(run, "machine " + run.spec().seed(), 1));
    Block block = runs.comparison().blocks().get(0);
    RelativeTimes times = RelativeTimes.of(block).orElseThrow();
    assertThat(times.reference()).isEqualTo("lora");
    assertThat(times.of(row(block, "full")).orElseThrow().mean()).isEqualTo(0.5);
    assertThat(times.of(row(block, "ia3"))).isEmpty();
  }

  @Test
  void matrixProductsNeedNoReferenceOnEachMachine() {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .one(TASK, "full", 1)
            .one(TASK, "lora", 2)
            .map(run -> run.spec().seed() == 2 ? on(run, "slow", 10) : on(run, "fast", 1))
            .map(run -> rated(run, run.spec().seed() == 2 ? 5 : 50));
    Block block = runs.comparison().blocks().get(0);
    RelativeTimes times = RelativeTimes.of(block).orElseThrow();
    assertThat(times.reading())
        .isEqualTo(
            "a multiple of full, both counted in matrix products of the machine they ran on");
    assertThat(times.of(row(block, "lora")).orElseThrow().mean()).isEqualTo(2);
    assertThat(MatrixProducts.ofStep(runs.records().get(0))).contains(50.0);
  }

  @Test
  void aRateThatIsMissingIsNotMadeUp() {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .one(TASK, "full", 1)
            .one(TASK, "lora", 1)
            .one(TASK, "lora", 2)
            .map(run -> run.spec().seed() == 2 ? on(run, "slow", 10) : on(run, "fast", 1))
            .map(run -> run.spec().seed() == 2 ? run : rated(run, 50));
    RelativeTimes times = RelativeTimes.of(runs.comparison().blocks().get(0)).orElseThrow();
    assertThat(times.reading()).isEqualTo("a multiple of lora on the same machine");
    assertThat(MatrixProducts.ofStep(runs.records().get(2))).isEmpty();
  }

  @Test
  void aMachineOfChangingSpeedIsLikeSeveral() {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .one(TASK, "full", 1)
            .one(TASK, "lora", 1)
            .map(run -> on(run, "shared", run.label().equals("lora") ? 3 : 1))
            .map(run -> rated(run, run.label().equals("lora") ? 20 : 60));
    Block block = runs.comparison().blocks().get(0);
    assertThat(RelativeTimes.swing(runs.records())).isEqualTo(3);
    assertThat(RelativeTimes.of(block).orElseThrow().of(row(block, "lora")).orElseThrow().mean())
        .isEqualTo(2);
    runs.map(run -> rated(run, 60));
    assertThat(RelativeTimes.of(runs.comparison().blocks().get(0))).isEmpty();
  }

  @Test
  void oneMachineNeedsNone() {
    SyntheticRuns runs = new SyntheticRuns(1).sweep(TASK, "synthetic-minilm", 2);
    assertThat(RelativeTimes.of(runs.comparison().blocks().get(0))).isEmpty();
  }

  private static Row row(Block block, String label) {
    return block.rows().stream().filter(row -> row.label().equals(label)).findFirst().orElseThrow();
  }

  /** A step of lora takes two units of the machine's time, one of anything else one. */
  private static RunRecord on(RunRecord run, String cpu, double unit) {
    double seconds = unit * (run.label().equals("lora") ? 2 : 1);
    return Altered.on(Altered.measured(run, MetricNames.STEP_SECONDS_MEDIAN, seconds), cpu);
  }

  private static RunRecord rated(RunRecord run, double rate) {
    return Altered.measured(run, MetricNames.MATRIX_PRODUCT_RATE, rate);
  }
}
