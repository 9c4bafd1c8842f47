package org.peftbench.methods.deltalora;

import java.util.Map;
import java.util.function.BiConsumer;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.SiteAdaptation;
import org.peftbench.models.Backbone;
import org.peftbench.models.Site;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.UserError;

/** Moves all weights after each step past the start. */
final class DeltaLoraAdaptation extends SiteAdaptation {
  private final Backbone backbone;
  private final Map<Site, DeltaModule> modules;
  private final DeltaLora.Config config;

  DeltaLoraAdaptation(
      Backbone backbone,
      Parameters parameters,
      Map<Site, DeltaModule> modules,
      DeltaLora.Config config) {
    super(backbone, parameters, modules);
    this.backbone = backbone;
    this.modules = modules;
    this.config = config;
  }

  @Override
  public void begin(int totalSteps, AdamW optimizer) {
    if (config.start() >= totalSteps) {
      throw new UserError(
          "deltalora config: start %d leaves nothing of a training of %d steps for the weights to"
              + " follow: lower it or train longer",
          config.start(), totalSteps);
    }
  }

  @Override
  public void beforeStep(int step) {
    each((module, ops) -> module.look(ops));
  }

  @Override
  public void afterStep(int step, int totalSteps) {
    if (step > config.start()) {
      each((module, ops) -> module.follow(ops, config.ratio()));
    }
  }

  private void each(BiConsumer<DeltaModule, Ops> action) {
    for (DeltaModule module : modules.values()) {
      try (Ops ops = Ops.evaluation(backbone.manager(), backbone.dtype())) {
        action.accept(module, ops);
      }
    }
  }
}
