package org.peftbench.methods.adalora;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.models.ops.Ops;

class RankAllocatorTest {
  /** Before any gradient all scores are 0: exactly as many parts go as must, the first ones. */
  @Test
  void takesEqualPartsAwayInOrderAndNoMoreThanItMust() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Ops ops = Ops.evaluation(manager, DataType.FLOAT32)) {
      List<AdaLoraModule> modules = List.of(module(manager), module(manager), module(manager));
      BudgetSchedule schedule = new BudgetSchedule(9, 5, 0, 1, 1);
      try (RankAllocator allocator = new RankAllocator(modules, manager, schedule, 0.85, 0.85)) {
        allocator.afterStep(1, ops);
      }
      assertThat(modules).extracting(AdaLoraModule::rank).containsExactly(0, 2, 3);
      assertThat(ops.values(modules.get(1).e())).containsExactly(0, 1, 1);
    }
  }

  private static AdaLoraModule module(NDManager manager) {
    return new AdaLoraModule(
        manager.ones(new Shape(3, 4)),
        manager.ones(new Shape(3, 1)),
        manager.ones(new Shape(5, 3)),
        1,
        0);
  }
}
