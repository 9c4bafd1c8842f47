package org.peftbench.harness.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.peftbench.harness.suite.Suite.MethodChoice;
import org.peftbench.results.Metric;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStatus;
import org.peftbench.results.base.UserError;

class TuneTest {
  private static final String SUITE =
      """
      name: s
      backbones: [mini]
      tasks: [words]
      methods: [full, {method: lora, tune: {grid: {config: {rank: [2, 4]}}}}]
      seeds: [1, 2]
      tune: {grid: {protocol: {learning_rate: [1e-3, 1e-2]}}, holdout: 0.2, seeds: [7, 8]}
      """;

  private final Suite suite = read(SUITE);
  private final Plan plan = Plan.of(suite, new Words());

  @Test
  void everyRowIsTriedEquallyOftenOnTheSameSplitUnderSeedsOfItsOwn() {
    assertThat(plan.trials().runs())
        .extracting(PlannedRun::title)
        .containsExactly(
            "words, tuning split / full-learning_rate0.001 / seed 7",
            "words, tuning split / full-learning_rate0.001 / seed 8",
            "words, tuning split / full-learning_rate0.01 / seed 7",
            "words, tuning split / full-learning_rate0.01 / seed 8",
            "words, tuning split / lora-rank2 / seed 7",
            "words, tuning split / lora-rank2 / seed 8",
            "words, tuning split / lora-rank4 / seed 7",
            "words, tuning split / lora-rank4 / seed 8");
    assertThat(plan.trials().runs())
        .extracting(run -> run.spec().task().tuning())
        .containsOnly(new RunSpec.TuningSplit(0.2, 7));
    assertThat(plan.trials().runs()).allMatch(run -> run.spec().trial());
  }

  @Test
  void defaultRowsDependOnNothingAndAllRunsAreCounted() {
    assertThat(plan.runs())
        .extracting(PlannedRun::title)
        .containsExactly(
            "words / full / seed 1",
            "words / lora / seed 1",
            "words / full / seed 2",
            "words / lora / seed 2");
    assertThat(plan.runs()).noneMatch(run -> run.spec().trial());
    assertThat(plan.reported()).isEqualTo(8);
    assertThat(suite.size()).isEqualTo(16);
  }

  @Test
  void someOfItsRunsMayBeOfTunedRows() {
    List<PlannedRun> wanted =
        List.of(plan.runs().get(3), plan.tuned().get(1).candidates().get(1).runs().get(0));
    Plan some = plan.only(wanted.stream().map(run -> run.spec().id()).collect(Collectors.toSet()));
    assertThat(some.runs()).isEqualTo(wanted);
    assertThat(some.tuned()).isEmpty();
  }

  @Test
  void rowsAsGivenAreLeftOutWhereTheSuiteSaysSo() {
    Suite only = read(SUITE.replace("holdout: 0.2", "holdout: 0.2, given: false"));
    Plan planned = Plan.of(only, new Words());

    assertThat(planned.runs()).isEmpty();
    assertThat(planned.tuned()).isEqualTo(plan.tuned());
    assertThat(planned.reported()).isEqualTo(4);
    assertThat(only.size()).isEqualTo(12);
  }

  @Test
  void theBestMeanOfTheTrialsIsChosenAndSaidInTheNotes() {
    Map<String, RunRecord> made = new HashMap<>();
    double[] scores = {0.5, 0.7, 0.9, 0.4, 0.1, 0.1, 0.3, 0.2};
    for (int i = 0; i < scores.length; i++) {
      put(made, plan.trials().runs().get(i), scores[i], Metric.Direction.HIGHER);
    }
    Plan chosen = plan.chosen(find(made));

    assertThat(chosen.tuned()).isEmpty();
    List<PlannedRun> tuned = chosen.runs().subList(4, 8);
    assertThat(tuned)
        .extracting(PlannedRun::title)
        .containsExactly(
            "words / full-tuned / seed 1",
            "words / lora-tuned / seed 1",
            "words / full-tuned / seed 2",
            "words / lora-tuned / seed 2");
    assertThat(tuned.get(0).spec().protocol().learningRate()).isEqualTo(1e-2);
    assertThat(tuned.get(1).spec().method().config().path("rank").asInt()).isEqualTo(4);
    assertThat(tuned).noneMatch(run -> run.spec().trial());
    assertThat(tuned.get(0).notes().get("tuning"))
        .isEqualTo(
            "full-learning_rate0.01, best of 2 configurations by accuracy on a split of 0.2 of the"
                + " training rows, 2 seeds each");
    List<String> ids = plan.trials().runs().stream().map(run -> run.spec().id()).toList();
    assertThat(tuned.get(0).notes().get("tuning.trials"))
        .isEqualTo(
            "full-learning_rate0.001 0.6000 %s %s; full-learning_rate0.01 0.6500 %s %s"
                .formatted(ids.get(0), ids.get(1), ids.get(2), ids.get(3)));
  }

  @Test
  void lessIsBetterWhereTheMeasureSaysSoAndTheFirstOfEqualsIsTaken() {
    Map<String, RunRecord> made = new HashMap<>();
    for (PlannedRun run : plan.trials().runs()) {
      boolean second = run.label().endsWith("0.01");
      put(made, run, second ? 0.2 : 0.3, Metric.Direction.LOWER);
    }
    List<PlannedRun> runs = plan.chosen(find(made)).runs();
    assertThat(runs.get(4).spec().protocol().learningRate()).isEqualTo(1e-2);
    assertThat(runs.get(5).spec().method().config().path("rank").asInt()).isEqualTo(2);
  }

  @Test
  void aTrialThatDivergedIsNeverChosenAndOneThatFailedHoldsTheChoiceBack() {
    Map<String, RunRecord> made = new HashMap<>();
    plan.trials().runs().forEach(run -> put(made, run, 0.5, Metric.Direction.HIGHER));
    PlannedRun first = plan.trials().runs().get(0);
    made.put(first.spec().id(), failure(first, RunStatus.DIVERGED));
    Plan chosen = plan.chosen(find(made));
    assertThat(chosen.runs().get(4).spec().protocol().learningRate()).isEqualTo(1e-2);
    assertThat(chosen.runs().get(4).notes().get("tuning.trials"))
        .startsWith("full-learning_rate0.001 diverged " + first.spec().id());

    made.put(first.spec().id(), failure(first, RunStatus.FAILED));
    assertThat(plan.chosen(find(made)).tuned())
        .extracting(TunedRow::label)
        .containsExactly("full-tuned");
    assertThat(plan.chosen(id -> Optional.empty()).tuned()).hasSize(2);
  }

  /** Else a configuration that wins by being the default would be two rows of the same run. */
  @Test
  void aChosenRunIsAnotherThanTheSameConfigurationGiven() {
    Suite same = read(SUITE.replace("[1e-3, 1e-2]", "[5e-4, 1e-2]"));
    Plan tuned = Plan.of(same, new Words());
    Map<String, RunRecord> made = new HashMap<>();
    tuned.trials().runs().forEach(run -> put(made, run, 0.5, Metric.Direction.HIGHER));
    List<PlannedRun> runs = tuned.chosen(find(made)).runs();
    assertThat(runs.get(4).spec().protocol()).isEqualTo(runs.get(0).spec().protocol());
    assertThat(runs.get(4).spec().id()).isNotEqualTo(runs.get(0).spec().id());
  }

  @Test
  void trialsAreDrawnWhereGridsAreOfUnequalSize() {
    String unequal =
        SUITE
            .replace("[1e-3, 1e-2]", "[1e-4, 1e-3, 1e-2, 0.1, 0.2]")
            .replace("tune: {grid: {p", "tune: {trials: 2, grid: {p");
    Suite drawn = read(unequal);
    assertThat(drawn.methods()).allMatch(choice -> choice.candidates().size() == 2);
    List<String> labels =
        drawn.methods().get(0).candidates().stream().map(MethodChoice::label).toList();
    assertThat(labels).doesNotHaveDuplicates().isSorted();
    assertThat(read(unequal)).isEqualTo(drawn);
  }

  /** So that each machine can choose by what it has made itself. */
  @Test
  void aShardHasAllTrialsOfItsRows() {
    Set<String> ids = new HashSet<>();
    int rows = 0;
    for (int part = 1; part <= 3; part++) {
      Plan shard = Shard.parse(part + "/3").of(plan);
      rows += shard.tuned().size();
      shard.tuned().forEach(row -> assertThat(row.trials()).hasSize(4));
      Stream.concat(shard.runs().stream(), shard.trials().runs().stream())
          .forEach(run -> assertThat(ids.add(run.spec().id())).isTrue());
    }
    assertThat(rows).isEqualTo(2);
    assertThat(ids).hasSize(12);
  }

  @Test
  void aFilterKeepsTheTuning() {
    Suite part = new SuiteFilter(List.of("lora"), List.of(), List.of(), List.of(2L)).apply(suite);
    assertThat(Plan.of(part, new Words()).trials().runs()).hasSize(4);
    assertThat(Plan.of(part, new Words()).reported()).isEqualTo(2);
  }

  @Test
  void trialsCountAmongTheRunsOfATooLargeSuite() {
    String many = SUITE.replace("seeds: [7, 8]", "seeds: [" + numbers(10, 30_010) + "]");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Plan.of(read(many), new Words()))
        .withMessage("suite s asks for 120008 runs, the most is 100000: split it");
  }

  private static String numbers(int from, int to) {
    return String.join(",", IntStream.range(from, to).mapToObj(Integer::toString).toList());
  }

  private static Suite read(String text) {
    return new SuiteReader(new Words()).read(text, "s.yaml");
  }

  private static Function<String, Optional<RunRecord>> find(Map<String, RunRecord> made) {
    return id -> Optional.ofNullable(made.get(id));
  }

  private static void put(
      Map<String, RunRecord> made, PlannedRun run, double score, Metric.Direction direction) {
    RunRecord failure = failure(run, RunStatus.SUCCEEDED);
    made.put(
        run.spec().id(),
        new RunRecord(
            RunRecord.SCHEMA,
            run.label(),
            run.spec(),
            RunStatus.SUCCEEDED,
            null,
            failure.started(),
            null,
            "accuracy",
            List.of(new Metric("accuracy", score, "fraction", direction, Metric.Aggregation.MEAN)),
            List.of(),
            Map.of(),
            null));
  }

  private static RunRecord failure(PlannedRun run, RunStatus status) {
    return RunRecord.failure(run.label(), run.spec(), status, "why", Instant.EPOCH);
  }
}
