package org.peftbench.methods.deltalora;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.SiteAdaptation;
import org.peftbench.methods.lora.MovingLora;
import org.peftbench.models.Backbone;
import org.peftbench.models.Site;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ops;

/** Moves all weights after each step past the start. */
final class DeltaLoraAdaptation extends SiteAdaptation {
  private final Backbone backbone;
  private final List<Follower> followers;
  private final DeltaLora.Config config;

  DeltaLoraAdaptation(
      Backbone backbone,
      Parameters parameters,
      Map<Site, MovingLora> modules,
      DeltaLora.Config config) {
    super(backbone, parameters, modules);
    this.backbone = backbone;
    followers =
        modules.values().stream()
            .map(module -> Follower.of(module, parameters.initializer()))
            .toList();
    this.config = config;
  }

  @Override
  public void begin(int done, int totalSteps, AdamW optimizer) {
    config.checkSteps(totalSteps);
  }

  @Override
  public void beforeStep(int step) {
    each(Follower::look);
  }

  @Override
  public void afterStep(int step, int totalSteps) {
    if (step > config.start()) {
      each((follower, ops) -> follower.follow(ops, config.ratio()));
    }
  }

  private void each(BiConsumer<Follower, Ops> action) {
    for (Follower follower : followers) {
      try (Ops ops = Ops.evaluation(backbone.manager(), backbone.dtype())) {
        action.accept(follower, ops);
      }
    }
  }
}
