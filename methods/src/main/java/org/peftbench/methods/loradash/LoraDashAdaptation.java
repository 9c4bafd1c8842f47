package org.peftbench.methods.loradash;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.SiteAdaptation;
import org.peftbench.models.Backbone;
import org.peftbench.models.Site;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ops;

/** Launches all modules after the same step. */
final class LoraDashAdaptation extends SiteAdaptation {
  private final Backbone backbone;
  private final Map<Site, DashModule> modules;
  private final LoraDash.Config config;
  private final Map<String, String> directions = new LinkedHashMap<>();
  private boolean begun;

  LoraDashAdaptation(
      Backbone backbone,
      Parameters parameters,
      Map<Site, DashModule> modules,
      LoraDash.Config config) {
    super(backbone, parameters, modules);
    this.backbone = backbone;
    this.modules = modules;
    this.config = config;
  }

  /** Whether the directions have been chosen is kept nowhere else. */
  @Override
  public boolean resumable() {
    return false;
  }

  @Override
  public void begin(int totalSteps, AdamW optimizer) {
    config.checkSteps(totalSteps);
    begun = true;
  }

  @Override
  public void afterStep(int step, int totalSteps) {
    if (step != config.preLaunch()) {
      return;
    }
    modules.forEach(
        (site, module) -> {
          NDArray weight = backbone.parameters().get(site.weight());
          try (Ops ops = Ops.evaluation(backbone.manager(), backbone.dtype())) {
            directions.put(
                "directions." + site.module(),
                module.launch(ops, weight).stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(" ")));
          }
        });
  }

  /** The singular directions of each site. */
  @Override
  public Map<String, String> decisions() {
    if (begun && directions.isEmpty()) {
      throw new IllegalStateException("lora-dash was never told of step " + config.preLaunch());
    }
    return directions;
  }
}
