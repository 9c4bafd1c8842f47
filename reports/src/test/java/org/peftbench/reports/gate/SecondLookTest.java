package org.peftbench.reports.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peftbench.reports.gate.SimulatedRuns.baseline;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.reports.gate.Finding.Verdict;
import org.peftbench.results.RunRecord;
import org.peftbench.results.baselines.Baseline;

class SecondLookTest {
  private static final int SEEDS = 3;

  private final List<List<RunRecord>> asked = new ArrayList<>();
  private SimulatedRuns runs = new SimulatedRuns(11);
  private Baseline baseline = baseline(runs.suite(SEEDS));

  SecondLookTest() {
    runs.victim = "lora";
  }

  @Test
  void whatOnlyHappenedOnceIsNoRegression() throws Exception {
    runs.time = 3;
    List<RunRecord> slow = runs.suite(SEEDS);
    assertThat(Gate.judge(baseline, slow).passed()).isFalse();
    runs.time = 1;
    GateReport report = look(slow);
    assertThat(report.passed()).isTrue();
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0)).hasSize(6).allMatch(run -> run.label().equals("lora"));
    assertThat(report.findings())
        .hasSize(80)
        .filteredOn(line -> line.remark().contains("made twice"))
        .hasSize(2)
        .allMatch(line -> line.figure().equals("step time") && line.verdict() == Verdict.PASS)
        .allMatch(line -> line.remark().matches("(.*; )?made twice, .* GFLOP the first time"));
  }

  @Test
  void whatHappensAgainIsARegression() throws Exception {
    runs.memory = 1.4;
    GateReport report = look(runs.suite(SEEDS));
    assertThat(report.alarms())
        .hasSize(2)
        .allMatch(alarm -> alarm.configuration().startsWith("lora, "))
        .allMatch(alarm -> alarm.remark().contains("made twice"));
  }

  /** The same seeds would give the same scores, counts and losses. */
  @Test
  void nothingElseIsMadeTwice() throws Exception {
    runs.score = -0.3;
    runs.head = 0;
    runs.lossAfterFirstStep = 1.1;
    assertThat(look(runs.suite(SEEDS)).alarms()).hasSize(6);
    assertThat(asked).isEmpty();
  }

  /** Nothing that was not measured becomes so by another look. */
  @Test
  void aFigureThatIsGoneIsAnAlarmAtOnce() throws Exception {
    runs.memoryIsMeasured = false;
    assertThat(look(runs.suite(SEEDS)).alarms()).hasSize(2);
    assertThat(asked).isEmpty();
  }

  @Test
  void unchangedCodeRaisesNoMoreAlarmsThanStated() throws Exception {
    int alarms = 0;
    int checks = 2_000;
    for (int check = 0; check < checks; check++) {
      use(check);
      alarms += look(runs.suite(SEEDS)).passed() ? 0 : 1;
    }
    assertThat(alarms / (double) checks).isBetween(0.0, Gate.ALARMS + 0.015);
  }

  /** Harm of time of exactly the margin in force: the rate that is stated, in 2,000 checks. */
  @Test
  void harmOfTheMarginIsMissedNoMoreOftenThanStated() throws Exception {
    int missed = 0;
    int checks = 2_000;
    for (int check = 0; check < checks; check++) {
      use(check);
      runs.victim = "lora";
      runs.victimsTask = "parity";
      runs.time = 1 + margin();
      missed += look(runs.suite(SEEDS)).alarms().stream().noneMatch(SecondLookTest::isTime) ? 1 : 0;
    }
    // Three standard errors of a rate of 10 % in 2,000 checks are 2 %.
    assertThat(missed / (double) checks).isBetween(0.0, 2 * Gate.MISSES + 0.02);
  }

  private static boolean isTime(Finding line) {
    return line.figure().equals("step time") && line.configuration().startsWith("lora, parity ");
  }

  private double margin() {
    return Gate.judge(baseline, baseline.runs()).findings().stream()
        .filter(SecondLookTest::isTime)
        .findFirst()
        .map(Finding::margin)
        .orElseThrow();
  }

  /** Who is asked to make runs again makes them as the simulation stands at that time. */
  private GateReport look(List<RunRecord> first) throws Exception {
    return SecondLook.judge(
        baseline,
        first,
        blamed -> {
          asked.add(blamed);
          List<String> ids = blamed.stream().map(run -> run.spec().id()).toList();
          return runs.suite(SEEDS).stream().filter(run -> ids.contains(run.spec().id())).toList();
        });
  }

  private void use(int seed) {
    runs = new SimulatedRuns(seed);
    baseline = baseline(runs.suite(SEEDS));
  }
}
