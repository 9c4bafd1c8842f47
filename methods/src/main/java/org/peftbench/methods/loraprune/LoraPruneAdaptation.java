package org.peftbench.methods.loraprune;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.SiteAdaptation;
import org.peftbench.models.Backbone;
import org.peftbench.models.Site;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ops;

/** Prunes all groups by one schedule: a share that grows as a cube from 0 (equation 10). */
final class LoraPruneAdaptation extends SiteAdaptation {
  private final Backbone backbone;
  private final List<PruningGroup> groups;
  private final LoraPrune.Config config;
  private int totalSteps;

  LoraPruneAdaptation(
      Backbone backbone,
      Parameters parameters,
      Map<Site, PrunedModule> modules,
      List<PruningGroup> groups,
      LoraPrune.Config config) {
    super(backbone, parameters, modules);
    this.backbone = backbone;
    this.groups = groups;
    this.config = config;
  }

  /** Each group's smoothed importance, and what is left of it. */
  @Override
  public Map<String, NDArray> memory() {
    Map<String, NDArray> memory = new TreeMap<>();
    groups.forEach(group -> group.remember(memory));
    return memory;
  }

  @Override
  public void begin(int done, int totalSteps, AdamW optimizer) {
    config.checkSteps(totalSteps);
    this.totalSteps = totalSteps;
  }

  @Override
  public void beforeStep(int step) {
    groups.forEach(PruningGroup::learn);
    if (step % config.interval() == 0) {
      try (Ops ops = Ops.evaluation(backbone.manager(), backbone.dtype())) {
        groups.forEach(group -> group.prune(ops, config.sparsity(step, totalSteps)));
      }
    }
  }

  /** Heads and channels that are left in each layer, and where there are too few to prune one. */
  @Override
  public Map<String, String> decisions() {
    Map<String, String> decisions = new TreeMap<>();
    for (PruningGroup group : groups) {
      int aim = config.masked(group.units());
      if (totalSteps > 0 && group.units() - group.left() < aim) {
        throw new IllegalStateException("loraprune never pruned " + group.name());
      }
      String left = "%d of %d".formatted(group.left(), group.units());
      String why =
          aim > 0 ? "" : ": sparsity %s of them is less than one".formatted(config.sparsity());
      decisions.put("left." + group.name(), left + why);
    }
    return decisions;
  }
}
