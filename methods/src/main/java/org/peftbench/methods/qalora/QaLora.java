package org.peftbench.methods.qalora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Checks;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.SiteAdaptation;
import org.peftbench.methods.Targets;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.methods.quantized.QuantizedLinear;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.UserError;

/**
 * Rounds weights to evenly spaced levels, group by group along the input, and feeds the group's sum
 * or mean to A: what B·A adds is the same for a whole group, so it merges into the group's offset
 * and the merged weight stays quantised.
 */
public final class QaLora implements PeftMethod<QaLora.Config> {
  private static final Set<String> POOLINGS = Set.of("mean", "sum");

  /**
   * The published defaults are rank 64, alpha 16, no dropout, 4 bits, groups of 32, on all linear
   * maps of the layers.
   *
   * @param rank r, of the added product
   * @param alpha α; the product is scaled by α/r
   * @param dropout on what enters A, in training
   * @param bits of a weight: 2, 4 or 8
   * @param groupSize inputs that share a scale and an offset; divides the input width
   * @param pooling {@code sum} as the paper writes, {@code mean} as its code does: they differ by a
   *     factor of the group size
   * @param targets roles of the linear maps that are rounded and adapted
   */
  public record Config(
      int rank,
      double alpha,
      double dropout,
      int bits,
      int groupSize,
      String pooling,
      List<String> targets) {
    public Config {
      Checks.atLeast("rank", rank, 1);
      Checks.positive("alpha", alpha);
      Checks.probability("dropout", dropout);
      if (bits != 2 && bits != 4 && bits != 8) {
        throw new UserError("bits must be 2, 4 or 8, got %d", bits);
      }
      Checks.atLeast("group_size", groupSize, 1);
      Checks.oneOf("pooling", pooling, POOLINGS);
      targets = Checks.roles("targets", targets);
    }
  }

  @Override
  public String name() {
    return "qa-lora";
  }

  @Override
  public Config defaults() {
    return new Config(64, 16, 0, 4, 32, "mean", Targets.LAYER_MAPS);
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "QA-LoRA: quantisation-aware LoRA",
        "y = xŴᵀ + b + (α/r)·dropout(pool(x))AᵀBᵀ, Ŵ = α_g·round((W − β_g)/α_g) + β_g in each group g",
        "Xu et al. 2023, arXiv 2309.14717, section 3.3 and algorithm 1",
        "Where the deployed model must stay quantised after merging. Does not start at the frozen model.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    return Cost.of(
        sites(outline, config),
        site -> {
          long pair = (long) config.rank() * (site.in() / config.groupSize() + site.out());
          return Cost.merging(pair, pair);
        });
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("dr/g + dr", "dr/g + dr");
  }

  private List<Site> sites(Outline outline, Config config) {
    List<Site> sites = Targets.selectLinear(name(), outline, config.targets(), config.rank());
    for (Site site : sites) {
      Checks.divides(name(), "group_size", config.groupSize(), "input width", site.in(), site);
    }
    return sites;
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    List<Site> sites = sites(backbone, config);
    Parameters parameters = new Parameters(backbone, seed);
    Map<Site, QuantizedLinear> modules = new LinkedHashMap<>();
    for (Site site : sites) {
      try (Ops ops = Ops.evaluation(parameters.manager(), backbone.dtype())) {
        NDArray weight = backbone.parameters().get(site.weight());
        GroupedWeight rounded =
            GroupedWeight.of(ops, weight, config.bits(), config.groupSize(), parameters.manager());
        modules.put(site, new QuantizedLinear(rounded, pair(site, config, parameters)));
      }
    }
    return new SiteAdaptation(backbone, parameters, modules);
  }

  /** A [r, groups] from Kaiming's uniform, B [out, r] zero. */
  private static PooledLora pair(Site site, Config config, Parameters parameters) {
    int groups = site.in() / config.groupSize();
    String nameA = LoraModule.nameA(site);
    Shape shapeA = new Shape(config.rank(), groups);
    NDArray a =
        parameters.train(nameA, parameters.initializer().kaimingUniform(nameA, shapeA, groups));
    NDArray b = LoraModule.zeroB(site, config.rank(), parameters);
    double scale = config.alpha() / config.rank();
    if (config.pooling().equals("mean")) {
      scale /= config.groupSize();
    }
    return new PooledLora(
        new LoraModule(a, b, scale, config.dropout()), groups, config.groupSize());
  }
}
