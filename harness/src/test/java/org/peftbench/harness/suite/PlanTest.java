package org.peftbench.harness.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

class PlanTest {
  private static final String SUITE =
      """
      name: s
      backbones: [mini]
      tasks: [words, {task: sentences, train_rows: 10}]
      methods: [full, {label: lora-4, method: lora, config: {rank: 4}}]
      seeds: [1, 2]
      """;

  private final Suite suite = new SuiteReader(new Words()).read(SUITE, "s.yaml");

  @Test
  void isTheGridInOrderOfTaskSeedMethod() {
    assertThat(Plan.of(suite, new Words()).runs())
        .extracting(PlannedRun::title)
        .containsExactly(
            "words / full / seed 1",
            "words / lora-4 / seed 1",
            "words / full / seed 2",
            "words / lora-4 / seed 2",
            "sentences / full / seed 1",
            "sentences / lora-4 / seed 1",
            "sentences / full / seed 2",
            "sentences / lora-4 / seed 2");
  }

  @Test
  void aSpecSaysEverythingInItsCanonicalForm() {
    PlannedRun run = Plan.of(suite, new Words()).runs().get(5);

    assertThat(Json.canonical(run.spec()))
        .isEqualTo(
            "{\"backbone\":{\"digest\":\"0123\",\"id\":\"mini\"},\"dtype\":\"float32\","
                + "\"method\":{\"config\":{\"alpha\":16.0,\"rank\":4},\"name\":\"lora\"},"
                + "\"protocol\":{\"accumulation\":1,\"batch_size\":32,\"clip_norm\":1.0,"
                + "\"dropout\":0.1,\"epochs\":3.0,\"evaluate_every\":0,"
                + "\"evaluation_batch_size\":64,\"head_learning_rate\":0.0,\"holdout\":0.0,"
                + "\"learning_rate\":5.0E-4,\"max_length\":128,\"schedule\":\"LINEAR\","
                + "\"selection\":\"LAST\",\"steps\":0,\"warmup_ratio\":0.06,"
                + "\"weight_decay\":0.01},\"schema\":1,\"seed\":1,"
                + "\"task\":{\"digest\":\"4567\",\"name\":\"sentences\",\"train_rows\":10,"
                + "\"version\":1},\"threads\":2}");
    assertThat(run.spec().id()).isEqualTo("ff8be2afbf3b6c67");
  }

  @Test
  void aMethodThatDoesNotFitABackboneIsRefused() {
    Suite misfit = new SuiteReader(new Words()).read(SUITE.replace("rank: 4", "rank: 101"), "s");

    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Plan.of(misfit, new Words()))
        .withMessage("mini has no room for rank 101");
  }

  @Test
  void aSlipOfAMillionRunsIsRefusedWithTheCount() {
    Suite large =
        new Suite(
            "s",
            "",
            suite.backbones(),
            suite.tasks(),
            suite.methods(),
            LongStream.range(0, 250_000).boxed().toList(),
            null,
            2,
            "float32",
            null);

    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Plan.of(large, new Words()))
        .withMessage("suite s asks for 1000000 runs, the most is 100000: split it");
  }

  @Test
  void aFilterKeepsAPart() {
    Suite part =
        new SuiteFilter(List.of("lora"), List.of("words"), List.of("mini"), List.of(2L))
            .apply(suite);

    assertThat(Plan.of(part, new Words()).runs())
        .extracting(PlannedRun::title)
        .containsExactly("words / lora-4 / seed 2");
  }

  @Test
  void aFilterOfNothingKeepsAll() {
    SuiteFilter all = new SuiteFilter(List.of(), List.of(), List.of(), List.of());

    assertThat(all.apply(suite)).isEqualTo(suite);
  }

  @Test
  void aFilterKeepsABackbone() {
    Suite both =
        new Suite(
            "s",
            "",
            List.of("mini", "midi"),
            suite.tasks(),
            suite.methods(),
            suite.seeds(),
            null,
            2,
            "float32",
            null);

    Suite part = new SuiteFilter(List.of(), List.of(), List.of("midi"), List.of()).apply(both);

    assertThat(part.backbones()).containsExactly("midi");
    assertThat(part.tasks()).isEqualTo(suite.tasks());
  }

  @Test
  void aFilterForWhatTheSuiteLacksIsRefused() {
    refuses(
        new SuiteFilter(List.of("lora-8"), List.of(), List.of(), List.of()),
        "Unknown method of this suite 'lora-8'. Did you mean lora-4?"
            + " Available: full, lora, lora-4");
    refuses(
        new SuiteFilter(List.of(), List.of(), List.of("min"), List.of()),
        "Unknown backbone of this suite 'min'. Did you mean mini? Available: mini");
  }

  private void refuses(SuiteFilter filter, String message) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> filter.apply(suite))
        .withMessage(message);
  }
}
