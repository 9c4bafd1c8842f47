package org.peftbench.methods.adalora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.SiteAdaptation;
import org.peftbench.models.Backbone;
import org.peftbench.models.Site;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ops;

/** All sites share one budget and one penalty. */
final class AdaLoraAdaptation extends SiteAdaptation {
  private final Parameters parameters;
  private final Map<Site, AdaLoraModule> modules;
  private final AdaLora.Config config;

  /** [rank, rank], what AAᵀ and BᵀB should be. */
  private final NDArray identity;

  private @Nullable RankAllocator allocator;
  private boolean frozen;

  AdaLoraAdaptation(
      Backbone backbone,
      Parameters parameters,
      Map<Site, AdaLoraModule> modules,
      AdaLora.Config config) {
    super(backbone, parameters, modules);
    this.parameters = parameters;
    this.modules = modules;
    this.config = config;
    int rank = config.initRank();
    float[] diagonal = new float[rank * rank];
    for (int i = 0; i < rank; i++) {
      diagonal[i * rank + i] = 1;
    }
    try (Ops ops = Ops.evaluation(parameters.manager(), backbone.dtype())) {
      identity = ops.keep(ops.floats(diagonal, new Shape(rank, rank)), parameters.manager());
    }
  }

  /** Mean over all A and B of {@code ‖AAᵀ − I‖_F} and {@code ‖BᵀB − I‖_F} (equation 4). */
  @Override
  public NDArray penalty(Ops ops) {
    NDArray sum = ops.zeros(new Shape());
    for (AdaLoraModule module : modules.values()) {
      sum = ops.add(sum, distance(ops, ops.matmul(module.a(), ops.transpose(module.a(), 1, 0))));
      sum = ops.add(sum, distance(ops, ops.matmul(ops.transpose(module.b(), 1, 0), module.b())));
    }
    return ops.scale(sum, config.orthogonality() / (2 * modules.size()));
  }

  private NDArray distance(Ops ops, NDArray covariance) {
    NDArray difference = ops.subtract(covariance, identity); // [rank, rank]
    return ops.sqrt(ops.sum(ops.multiply(difference, difference)));
  }

  @Override
  public void begin(int totalSteps, AdamW optimizer) {
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

  @Override
  public void afterStep(int step, int totalSteps) {
    if (allocator == null) {
      throw new IllegalStateException("adalora's training was never begun");
    }
    try (Ops ops = Ops.evaluation(parameters.manager(), identity.getDataType())) {
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
    Map<String, String> decisions = new LinkedHashMap<>();
    int total = 0;
    long effective = 0;
    for (Map.Entry<Site, AdaLoraModule> entry : modules.entrySet()) {
      int rank = entry.getValue().rank();
      decisions.put("rank." + entry.getKey().module(), Integer.toString(rank));
      total += rank;
      effective += rank * entry.getValue().partSize();
    }
    decisions.put("rank.total", Integer.toString(total));
    decisions.put("effective_parameters", Long.toString(effective));
    return decisions;
  }
}
