package org.peftbench.harness.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.harness.worker.DummyWorker;
import org.peftbench.results.base.UserError;

class ShardTest {
  private static final Plan PLAN =
      new Plan(
          "dummy",
          LongStream.range(0, 60)
              .mapToObj(seed -> new PlannedRun("dummy", DummyWorker.spec(seed)))
              .toList());

  @Test
  void partsMakeTheWholeAndShareNothing() {
    List<PlannedRun> together = new ArrayList<>();
    for (int part = 1; part <= 4; part++) {
      List<PlannedRun> runs = Shard.parse(part + "/4").of(PLAN).runs();
      assertThat(runs).isNotEmpty();
      together.addAll(runs);
    }
    assertThat(together).containsExactlyInAnyOrderElementsOf(PLAN.runs());
  }

  @Test
  void aGrowingSuiteLeavesRunsInTheirParts() {
    Plan half = new Plan("dummy", PLAN.runs().subList(0, 30));
    Shard shard = Shard.parse("2/3");
    assertThat(shard.of(PLAN).runs()).startsWith(shard.of(half).runs().toArray(PlannedRun[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/4", "5/4", "1", "a/b", "-1/2", "1/0", "1/9999999"})
  void refusesWhatIsNoPart(String text) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Shard.parse(text))
        .withMessage("--shard must be i/n with 1 <= i <= n, for example 3/8, got '%s'", text);
  }
}
