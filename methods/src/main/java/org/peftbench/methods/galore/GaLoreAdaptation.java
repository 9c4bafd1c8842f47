package org.peftbench.methods.galore;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.SiteAdaptation;
import org.peftbench.models.Backbone;
import org.peftbench.models.Site;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ops;

/** Projected weights, and the rest trained as it is. */
final class GaLoreAdaptation extends SiteAdaptation {
  private final Backbone backbone;
  private final Map<Site, ProjectedWeight> weights;
  private final GaLore.Config config;

  GaLoreAdaptation(
      Backbone backbone,
      Parameters parameters,
      Map<String, NDArray> whole,
      Map<Site, ProjectedWeight> weights,
      GaLore.Config config) {
    super(backbone, parameters, weights, whole);
    this.backbone = backbone;
    this.weights = weights;
    this.config = config;
  }

  private boolean isRefreshedAt(int step) {
    return (step - 1) % config.refreshEvery() == 0;
  }

  @Override
  public void begin(int done, int totalSteps, AdamW optimizer) {
    weights.values().forEach(weight -> weight.watch(isRefreshedAt(done + 1)));
  }

  @Override
  public void beforeStep(int step) {
    if (isRefreshedAt(step)) {
      for (ProjectedWeight weight : weights.values()) {
        try (Ops ops = Ops.evaluation(backbone.manager(), backbone.dtype())) {
          weight.refresh(ops);
        }
      }
    }
  }

  @Override
  public void afterStep(int step, int totalSteps) {
    for (ProjectedWeight weight : weights.values()) {
      weight.watch(false);
      try (Ops ops = Ops.evaluation(backbone.manager(), backbone.dtype())) {
        weight.fold(ops, config.scale());
      }
      weight.watch(isRefreshedAt(step + 1));
    }
  }
}
