package org.peftbench.methods.adalora;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BudgetScheduleTest {
  private static final AdaLora.Config CONFIG =
      new AdaLora.Config(6, 3, 8, 0, 2, 3, 2, 0.85, 0.85, 0.5, List.of("query"));

  private final BudgetSchedule schedule = BudgetSchedule.of(CONFIG, 4, 14);

  @Test
  void fallsAsACubeFromAllPartsToTheTarget() {
    // 12 + 12·(1 − (t − 2)/9)³, rounded down
    assertThat(IntStream.rangeClosed(1, 14).map(schedule::budget))
        .containsExactly(24, 24, 20, 17, 15, 14, 13, 12, 12, 12, 12, 12, 12, 12);
  }

  @Test
  void reducesAtTheIntervalAndWhereTheCooldownBegins() {
    assertThat(IntStream.rangeClosed(1, 14).filter(schedule::reducesAt))
        .containsExactly(4, 6, 8, 10, 11);
  }
}
