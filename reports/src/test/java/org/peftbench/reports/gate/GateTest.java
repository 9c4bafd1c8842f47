package org.peftbench.reports.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.peftbench.reports.gate.SimulatedRuns.baseline;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.peftbench.reports.Altered;
import org.peftbench.reports.gate.Finding.Verdict;
import org.peftbench.reports.table.GridFormat;
import org.peftbench.results.Answering;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;
import org.peftbench.results.baselines.Baseline;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class GateTest {
  private static final int SEEDS = 3;

  /** 2,000 baselines, each with a check of code in which nothing changed. */
  @Test
  void unchangedCodeRaisesNoMoreAlarmsThanStated() {
    int alarms = 0;
    int checks = 2_000;
    for (int check = 0; check < checks; check++) {
      SimulatedRuns runs = new SimulatedRuns(check);
      GateReport report = Gate.judge(baseline(runs.suite(SEEDS)), runs.suite(SEEDS));
      alarms += report.passed() ? 0 : 1;
    }
    // Three standard errors of a rate of 5 % in 2,000 checks are 1.5 %.
    assertThat(alarms / (double) checks).isBetween(0.0, Gate.ALARMS + 0.015);
  }

  /** Harm of exactly the margin in force, many times: missed at most as often as stated. */
  @Test
  void harmOfTheMarginIsMissedNoMoreOftenThanStated() {
    int missed = 0;
    int checks = 2_000;
    for (int check = 0; check < checks; check++) {
      SimulatedRuns runs = new SimulatedRuns(check);
      Baseline baseline = baseline(runs.suite(SEEDS));
      runs.victim = "lora";
      runs.victimsTask = "parity";
      runs.score = -margin(baseline);
      missed += caught(baseline, runs, "accuracy") ? 0 : 1;
    }
    assertThat(missed / (double) checks).isBetween(Gate.MISSES - 0.015, Gate.MISSES + 0.015);
  }

  @Test
  void theSameRunsPass() {
    List<RunRecord> runs = new SimulatedRuns(1).suite(SEEDS);
    GateReport report = Gate.judge(baseline(runs), runs);
    assertThat(report.sentence()).isEqualTo("suite s: no regression in 80 lines");
    assertThat(report.findings()).allMatch(finding -> finding.verdict() == Verdict.PASS);
  }

  @Test
  void anotherMachineOfAnotherSpeedPasses() {
    SimulatedRuns runs = new SimulatedRuns(2);
    Baseline baseline = baseline(runs.suite(SEEDS));
    runs.machine = 37;
    assertThat(Gate.judge(baseline, runs.suite(SEEDS)).passed()).isTrue();
  }

  /** On another kind of processor, what is no matrix product costs another share of a step. */
  @Test
  void timesOfAnotherProcessorAreNotJudged() {
    SimulatedRuns runs = new SimulatedRuns(2);
    Baseline baseline = baseline(on("Cpu A", runs.suite(SEEDS)));
    runs.victim = "lora";
    runs.time = 3;
    GateReport report = Gate.judge(baseline, on("Cpu B", runs.suite(SEEDS)));
    assertThat(report.sentence()).isEqualTo("suite s: no regression in 70 lines, 10 not judged");
    assertThat(report.findings())
        .filteredOn(line -> line.verdict() == Verdict.NOT_JUDGED)
        .allMatch(line -> line.figure().equals("step time"))
        .allMatch(
            line ->
                line.remark()
                    .equals(
                        "the baseline is of 64 cores of Cpu A, this of 64 cores of Cpu B: hold it"
                            + " to a baseline made here"));
    runs.memory = 1.4;
    assertThat(Gate.judge(baseline, on("Cpu B", runs.suite(SEEDS))).alarms())
        .hasSize(2)
        .allMatch(line -> line.figure().equals("peak_rss"));
    assertThat(Gate.judge(baseline, on("Cpu A", runs.suite(SEEDS))).alarms())
        .anyMatch(line -> line.figure().equals("step time"));
  }

  private static List<RunRecord> on(String cpu, List<RunRecord> runs) {
    return runs.stream().map(run -> Altered.on(run, cpu)).toList();
  }

  @Test
  void catchesALowerScore() {
    assertAlarm("accuracy", runs -> runs.score = -0.2);
  }

  @Test
  void catchesAWrongFactorInTheFirstLosses() {
    assertAlarm("losses of the first steps", runs -> runs.lossAfterFirstStep = 1.02);
  }

  @Test
  void toleratesRoundingInTheFirstLosses() {
    SimulatedRuns runs = new SimulatedRuns(3);
    Baseline baseline = baseline(runs.suite(SEEDS));
    runs.victim = "lora";
    runs.lossAfterFirstStep = 1.0001;
    assertThat(Gate.judge(baseline, runs.suite(SEEDS)).passed()).isTrue();
  }

  @Test
  void catchesAFrozenHead() {
    assertAlarm("trainable_parameters.head", runs -> runs.head = 0);
  }

  @Test
  void catchesAFifthMoreTime() {
    assertAlarm("step time", runs -> runs.time = 1.2);
  }

  @Test
  void catchesAThirdMoreMemory() {
    assertAlarm("peak_rss", runs -> runs.memory = 1.3);
  }

  @Test
  void catchesRunsThatFailNow() {
    assertAlarm("seeds that succeed", runs -> runs.status = RunStatus.DIVERGED);
  }

  @Test
  void catchesAnotherDefault() {
    assertAlarm("specification", runs -> runs.rank = 16);
  }

  @Test
  void catchesAConfigurationThatIsGone() {
    SimulatedRuns runs = new SimulatedRuns(4);
    Baseline baseline = baseline(runs.suite(SEEDS));
    List<RunRecord> rest =
        runs.suite(SEEDS).stream().filter(run -> !run.label().equals("ia3")).toList();
    assertThat(Gate.judge(baseline, rest).alarms())
        .allMatch(finding -> finding.configuration().startsWith("ia3, "))
        .anyMatch(finding -> finding.remark().equals("runs are missing"));
    Baseline less = baseline(rest);
    GateReport more = Gate.judge(less, runs.suite(SEEDS));
    assertThat(more.passed()).isTrue();
    assertThat(more.findings())
        .anyMatch(finding -> finding.remark().startsWith("not in the baseline"));
  }

  @Test
  void oneTaskAskedInTwoWaysIsTwo() {
    SimulatedRuns runs = new SimulatedRuns(8);
    List<RunRecord> both = new ArrayList<>(runs.suite(SEEDS));
    runs.answers = Answering.GENERATION;
    both.addAll(runs.suite(SEEDS));
    Baseline baseline = baseline(both);
    assertThat(Gate.judge(baseline, both).sentence())
        .isEqualTo("suite s: no regression in 160 lines");
    assertThat(baseline.fillingIn(baseline).runs()).hasSameSizeAs(both);
  }

  @Test
  void aBetterScoreIsNoAlarm() {
    SimulatedRuns runs = new SimulatedRuns(5);
    Baseline baseline = baseline(runs.suite(SEEDS));
    runs.victim = "lora";
    runs.score = 0.15;
    runs.time = 0.5;
    runs.memory = 0.5;
    assertThat(Gate.judge(baseline, runs.suite(SEEDS)).passed()).isTrue();
  }

  @Test
  void refusesABaselineThatKnowsNoNoise() {
    List<RunRecord> runs = new SimulatedRuns(6).suite(1);
    assertThatThrownBy(() -> Gate.judge(baseline(runs), runs))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("at least two");
  }

  @Test
  void isWrittenForPeopleAndForPrograms() throws Exception {
    SimulatedRuns runs = new SimulatedRuns(7);
    Baseline baseline = baseline(runs.suite(SEEDS));
    runs.victim = "lora";
    runs.head = 0;
    GateReport report = Gate.judge(baseline, runs.suite(SEEDS));

    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(JUnitXml.of(report))));
    assertThat(xml.getDocumentElement().getAttribute("tests")).isEqualTo("80");
    assertThat(xml.getDocumentElement().getAttribute("failures")).isEqualTo("2");
    assertThat(
            xml.getElementsByTagName("failure")
                .item(0)
                .getAttributes()
                .getNamedItem("message")
                .getNodeValue())
        .isEqualTo("130, now 0 (must be equal)");
    assertThat(report.markdown())
        .startsWith("## Check of suite s: 2 of 80 lines are regressions\n\n| configuration |")
        .contains(
            "<details><summary>All lines</summary>",
            "Unchanged code raises an alarm in at most 5 %",
            "in at most 10 %");
    assertThat(Json.MAPPER.readTree(report.json()).get("findings")).hasSize(80);
    assertThat(GridFormat.TEXT.render(report.grid())).contains("alarm", "margin widened from");
  }

  private static void assertAlarm(String figure, Consumer<SimulatedRuns> sabotage) {
    SimulatedRuns runs = new SimulatedRuns(11);
    Baseline baseline = baseline(runs.suite(SEEDS));
    runs.victim = "lora";
    sabotage.accept(runs);
    assertThat(caught(baseline, runs, figure)).as(figure).isTrue();
  }

  /** Whether a check raises an alarm on that figure, and none on a method that nobody touched. */
  private static boolean caught(Baseline baseline, SimulatedRuns runs, String figure) {
    return Gate.judge(baseline, runs.suite(SEEDS)).alarms().stream()
        .anyMatch(
            finding ->
                finding.figure().equals(figure) && finding.configuration().startsWith("lora, "));
  }

  /** The margin in force of lora's accuracy on parity. */
  private static double margin(Baseline baseline) {
    return Gate.judge(baseline, baseline.runs()).findings().stream()
        .filter(finding -> finding.figure().equals("accuracy"))
        .filter(finding -> finding.configuration().startsWith("lora, parity "))
        .mapToDouble(finding -> Objects.requireNonNull(finding.margin()))
        .findFirst()
        .orElseThrow();
  }
}
