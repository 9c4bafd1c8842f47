package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.peftbench.results.Prediction;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;

class ComparisonTest {
  private static final String TASK = "synthetic-topics";

  @Test
  void groupsByTaskBackboneAndLabel() {
    SyntheticRuns runs =
        new SyntheticRuns(3).sweep(TASK, "small", 2).sweep(TASK, "large", 2).sweep("a", "small", 2);
    assertThat(runs.comparison().blocks())
        .extracting(block -> block.task().name() + " on " + block.backbone().id())
        .containsExactly("a on small", TASK + " on large", TASK + " on small");
    assertThat(runs.comparison().blocks()).allMatch(block -> block.rows().size() == 7);
  }

  @Test
  void rowsOfOtherEvaluationRowsAreNeverComparedWithEachOther() {
    SyntheticRuns runs =
        new SyntheticRuns(3).one(TASK, "lora", 1).examples(200).one(TASK, "full", 1);
    assertThat(runs.comparison().blocks()).hasSize(2);
  }

  @Test
  void seedsOfDifferentConfigurationsAreNeverAveraged() {
    SyntheticRuns runs = new SyntheticRuns(3).one(TASK, "lora", 1);
    List<RunRecord> records = new ArrayList<>(runs.records());
    records.addAll(
        new SyntheticRuns(3)
            .one(TASK, "lora", 2)
            .map(record -> Altered.specified(record, record.spec().withThreads(1)))
            .records());
    List<Row> rows = Comparison.of(records).blocks().get(0).rows();
    assertThat(rows).hasSize(2).allMatch(row -> row.label().matches("lora #[0-9a-f]{6}"));
  }

  @Test
  void aSeedOnAnotherDeviceIsNoOtherSeed() {
    SyntheticRuns here = new SyntheticRuns(3).one(TASK, "lora", 1);
    List<RunRecord> records = new ArrayList<>(here.records());
    here.map(record -> Altered.onDevice(record, "gpu:0"));
    records.addAll(here.records());
    List<Row> rows = Comparison.of(records).blocks().get(0).rows();
    assertThat(rows).hasSize(2).allMatch(row -> row.runs().size() == 1);
  }

  @Test
  void whatWasChosenOnTheReportedRowsIsHeldToItsLikeAlone() {
    SyntheticRuns runs = new SyntheticRuns(3).skilled(TASK, "honest", 0.5, 1);
    runs.bestOnTest().skilled(TASK, "flattered", 1.6, 1).skilled(TASK, "other", 1.6, 1);
    Block block = runs.comparison().blocks().get(0);
    assertThat(block.apart())
        .extracting(Block::footing)
        .containsExactly(Footing.GIVEN, Footing.OPTIMISTIC);
    assertThat(block.answering().best().orElseThrow().label()).isEqualTo("honest");
    assertThat(block.rows()).filteredOn(row -> row.standing().pValue() != null).hasSize(1);
  }

  /** A correlation may rise while most errors grow. */
  @Test
  void aLeadThatExamplesSpeakAgainstIsATie() {
    SyntheticRuns runs = new SyntheticRuns(3).one(TASK, "full", 1).one(TASK, "head-only", 1);
    runs.map(
        record -> Altered.measured(record, "accuracy", record.label().equals("full") ? 0.9 : 0.5));
    List<Row> rows = compared(runs, Map.of("full", numbers(0.5), "head-only", numbers(0.1)));
    assertThat(row(rows, "head-only").standing().kind()).isEqualTo(Standing.Kind.TIED);
    assertThat(row(rows, "head-only").standing().pValue()).isEqualTo(1);
  }

  @Test
  void aValueThatNoDrawnPatternReachesIsABound() {
    SyntheticRuns runs = new SyntheticRuns(3).one(TASK, "full", 1).one(TASK, "head-only", 1);
    List<Row> rows = compared(runs, Map.of("full", numbers(0.1), "head-only", uneven()));
    assertThat(row(rows, "head-only").standing().bound()).isTrue();
    assertThat(row(rows, "head-only").standing().pValue()).isCloseTo(1e-5, within(1e-12));
    rows = compared(runs, Map.of("full", answers(290), "head-only", answers(200)));
    assertThat(row(rows, "head-only").standing().bound()).isFalse();
  }

  @Test
  void ranksByThePrimaryMetricAndKeepsFailures() {
    SyntheticRuns runs =
        new SyntheticRuns(3)
            .sweep(TASK, "synthetic-minilm", 2)
            .failed(TASK, "lora", 9, RunStatus.DIVERGED, "NaN")
            .failed(TASK, "synthetic-broken", 1, RunStatus.FAILED, "boom");
    List<Row> rows = runs.comparison().blocks().get(0).rows();
    assertThat(rows.get(7).label()).isEqualTo("synthetic-broken");
    assertThat(rows.get(6).label()).isEqualTo("head-only");
    assertThat(rows)
        .filteredOn(row -> row.label().equals("lora"))
        .singleElement()
        .satisfies(row -> assertThat(row.failures()).hasSize(1))
        .satisfies(row -> assertThat(row.runs()).hasSize(2));
  }

  @Test
  void aMethodWithTheSameAnswersIsATieAndAWorseOneIsBehind() {
    SyntheticRuns runs = new SyntheticRuns(3);
    runs.one(TASK, "full", 1).one(TASK, "lora", 1).one(TASK, "head-only", 1);
    Map<String, List<Prediction>> answers =
        Map.of("full", answers(290), "lora", answers(289), "head-only", answers(200));
    List<Row> rows = compared(runs, answers);
    assertThat(rows).extracting(row -> row.standing().kind()).contains(Standing.Kind.BEST);
    assertThat(row(rows, "lora").standing().kind()).isIn(Standing.Kind.TIED, Standing.Kind.BEST);
    assertThat(row(rows, "head-only").standing().kind()).isEqualTo(Standing.Kind.BEHIND);
    assertThat(row(rows, "head-only").standing().pValue()).isLessThan(0.001);
    assertThat(row(rows, "head-only").interval().low()).isBetween(0.5, 200.0 / 300);
  }

  @Test
  void rowsWithoutSharedExamplesAreNotTested() {
    SyntheticRuns runs = new SyntheticRuns(3).one(TASK, "full", 1).one(TASK, "head-only", 1);
    Row other =
        row(compared(runs, Map.of("full", answers(9), "head-only", List.of())), "head-only");
    assertThat(other.standing().kind()).isEqualTo(Standing.Kind.UNTESTED);
    assertThat(other.standing().reason()).contains("no predictions");
    List<Prediction> fewer = answers(9).subList(0, 200);
    other = row(compared(runs, Map.of("full", answers(9), "head-only", fewer)), "head-only");
    assertThat(other.standing().reason()).contains("other examples");
  }

  @Test
  void numbersAreComparedBySquaredError() {
    SyntheticRuns runs = new SyntheticRuns(3).one(TASK, "full", 1).one(TASK, "head-only", 1);
    List<Row> rows = compared(runs, Map.of("full", numbers(0.1), "head-only", numbers(0.5)));
    assertThat(row(rows, "full").numeric()).isTrue();
    assertThat(row(rows, "full").interval().low()).isBetween(0.0, 0.02);
    assertThat(row(rows, "head-only").standing().kind()).isEqualTo(Standing.Kind.BEHIND);
  }

  @Test
  void takesTheWorthOfAnAnswerWhereItIsStated() {
    SyntheticRuns runs = new SyntheticRuns(3).one(TASK, "full", 1).one(TASK, "head-only", 1);
    List<Prediction> half = answers(0).stream().map(answer -> answer.worth(0.5)).toList();
    List<Row> rows = compared(runs, Map.of("full", half, "head-only", half));
    assertThat(rows).allMatch(row -> !row.numeric());
    assertThat(row(rows, "full").interval().low()).isEqualTo(0.5);
    assertThat(row(rows, "full").interval().high()).isEqualTo(0.5);
  }

  private static List<Row> compared(SyntheticRuns runs, Map<String, List<Prediction>> answers) {
    return Comparison.of(runs.records(), run -> answers.getOrDefault(run.label(), List.of()))
        .blocks()
        .get(0)
        .rows();
  }

  private static Row row(List<Row> rows, String label) {
    return rows.stream().filter(row -> row.label().equals(label)).findFirst().orElseThrow();
  }

  private static List<Prediction> answers(int right) {
    List<Prediction> answers = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      answers.add(new Prediction("e" + i, "yes", i < right ? "yes" : "no", List.of(1.0, 0.0)));
    }
    return answers;
  }

  private static List<Prediction> numbers(double error) {
    List<Prediction> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      double predicted = i + error * (i % 3 - 1);
      answers.add(
          new Prediction(
              "e" + i, Double.toString(i), Double.toString(predicted), List.of(predicted)));
    }
    return answers;
  }

  /** Errors of a hundred sizes, which no ladder has. */
  private static List<Prediction> uneven() {
    List<Prediction> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      double predicted = i + 1 + Math.sqrt(i);
      answers.add(
          new Prediction(
              "e" + i, Double.toString(i), Double.toString(predicted), List.of(predicted)));
    }
    return answers;
  }
}
