package org.peftbench.methods.adalora;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.ranks.RankedAdaptation;
import org.peftbench.models.Backbone;
import org.peftbench.models.Site;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ops;

/** All sites share one budget and one penalty. */
final class AdaLoraAdaptation extends RankedAdaptation {
  private final Backbone backbone;
  private final Parameters parameters;
  private final Map<Site, AdaLoraModule> modules;
  private final AdaLora.Config config;

  private @Nullable RankAllocator allocator;
  private boolean frozen;

  AdaLoraAdaptation(
      Backbone backbone,
      Parameters parameters,
      Map<Site, AdaLoraModule> modules,
      AdaLora.Config config) {
    super(backbone, parameters, modules, config.initRank(), config.orthogonality());
    this.backbone = backbone;
    this.parameters = parameters;
    this.modules = modules;
    this.config = config;
  }

  @Override
  public void begin(int done, int totalSteps, AdamW optimizer) {
    BudgetSchedule schedule = BudgetSchedule.of(config, modules.size(), totalSteps);
    if (allocator != null) {
      allocator.close();
    }
    frozen = false;
    allocator =
        new RankAllocator(
            List.copyOf(modules.values()),
            parameters.manager(),
            schedule,
            config.beta1(),
            config.beta2());
  }

  /** The smoothed importance of all ranks, and which of them are kept. */
  @Override
  public Map<String, NDArray> memory() {
    return allocator == null ? Map.of() : allocator.memory();
  }

  @Override
  public void afterStep(int step, int totalSteps) {
    if (allocator == null) {
      throw new IllegalStateException("adalora's training was never begun");
    }
    try (Ops ops = Ops.evaluation(parameters.manager(), backbone.dtype())) {
      allocator.afterStep(step, ops);
    }
    frozen = step >= totalSteps - config.cooldown();
  }

  /** The rank of each site and what is trained without the parts that were taken away. */
  @Override
  public Map<String, String> decisions() {
    if (allocator != null && !frozen) {
      throw new IllegalStateException("adalora's ranks were never allocated");
    }
    return ranks();
  }
}
