package org.peftbench.methods.loradash;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.peftbench.methods.Numbers;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.SiteAdaptation;
import org.peftbench.models.Backbone;
import org.peftbench.models.Site;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ops;

/** Launches all modules after the same step. */
final class LoraDashAdaptation extends SiteAdaptation {
  private static final int NOT_CHOSEN = -1;

  private final Backbone backbone;
  private final Map<Site, DashModule> modules;
  private final LoraDash.Config config;
  private final Map<Site, Numbers> directions = new LinkedHashMap<>();
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
    for (Site site : modules.keySet()) {
      directions.put(site, Numbers.of(parameters.manager(), config.directions(), NOT_CHOSEN));
    }
  }

  /** The numbers of the chosen directions. */
  @Override
  public Map<String, NDArray> memory() {
    Map<String, NDArray> memory = new LinkedHashMap<>();
    directions.forEach((site, chosen) -> memory.put(site.module(), chosen.array()));
    return memory;
  }

  @Override
  public void begin(int done, int totalSteps, AdamW optimizer) {
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
            directions.get(site).set(module.launch(ops, weight));
          }
        });
  }

  /** The singular directions of each site. */
  @Override
  public Map<String, String> decisions() {
    Map<String, String> decisions = new LinkedHashMap<>();
    directions.forEach(
        (site, chosen) -> {
          if (chosen.get()[0] != NOT_CHOSEN) {
            decisions.put(
                "directions." + site.module(),
                Arrays.stream(chosen.get())
                    .mapToObj(direction -> String.valueOf((int) direction))
                    .collect(Collectors.joining(" ")));
          }
        });
    if (begun && decisions.isEmpty()) {
      throw new IllegalStateException("lora-dash was never told of step " + config.preLaunch());
    }
    return decisions;
  }
}
