package org.peftbench.methods.kernelmix;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.EnumSet;
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
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.results.base.UserError;

/** LoRA on queries, keys and values, plus a low-rank product for each head. */
public final class KernelMixLora implements PeftMethod<KernelMixLora.Config> {
  private static final Set<Role> HEADED = EnumSet.of(Role.QUERY, Role.KEY, Role.VALUE);

  /**
   * The shared pair is LoRA's default; the paper varies both ranks by task.
   *
   * @param rank of the product that all heads share the input side of
   * @param headRank of the product that is each head's own
   * @param alpha α; both products are scaled by α/rank
   * @param dropout on what enters them, in training
   * @param targets roles of linear maps to heads: query, key, value
   */
  public record Config(int rank, int headRank, double alpha, double dropout, List<String> targets) {
    public Config {
      Checks.atLeast("rank", rank, 1);
      Checks.atLeast("head_rank", headRank, 1);
      Checks.positive("alpha", alpha);
      Checks.probability("dropout", dropout);
      targets = Checks.roles("targets", targets);
      for (String target : targets) {
        if (!HEADED.contains(Role.named(target))) {
          throw new UserError("targets must be query, key or value, got %s", target);
        }
      }
    }
  }

  @Override
  public String name() {
    return "kernel-mix-lora";
  }

  @Override
  public Config defaults() {
    return new Config(8, 1, 8, 0, List.of("query", "value"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "Kernel-mix LoRA",
        "head h: yₕ = xWₕᵀ + bₕ + (α/r)·dropout(x)[A; A₍ₕ₎]ᵀ[Bₕ, B₍ₕ₎]ᵀ, A shared, A₍ₕ₎ and both B a head's own",
        "Chen et al. 2022, arXiv 2205.03720, section 4",
        "Where heads have to change in different directions; costs one input matrix a head.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    long inner = config.headRank();
    return Cost.of(
        sites(outline, config),
        site -> {
          long own = inner * outline.keyValueHeads() * site.in() + inner * site.out();
          return LoraModule.cost(site, config.rank()).plus(Cost.merging(own, own));
        });
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("2dr + hd + d", "2dr + hd + d");
  }

  private List<Site> sites(Outline outline, Config config) {
    List<Site> sites = Targets.selectLinear(name(), outline, config.targets(), config.rank());
    for (Site site : sites) {
      int width = site.out() / outline.keyValueHeads();
      if (config.headRank() > width) {
        throw new UserError(
            "kernel-mix-lora config: head_rank must be <= %d, the width of a head of %s, got %d",
            width, site, config.headRank());
      }
    }
    return sites;
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    List<Site> sites = sites(backbone, config);
    int heads = backbone.keyValueHeads();
    Parameters parameters = new Parameters(backbone, seed);
    Map<Site, KernelMixModule> modules = new LinkedHashMap<>();
    sites.forEach(site -> modules.put(site, module(site, heads, config, parameters)));
    return new SiteAdaptation(backbone, parameters, modules);
  }

  private static KernelMixModule module(
      Site site, int heads, Config config, Parameters parameters) {
    double scale = config.alpha() / config.rank();
    LoraModule shared = LoraModule.fresh(site, config.rank(), scale, config.dropout(), parameters);
    String nameA = site.module() + ".head_A.weight";
    Shape shapeA = new Shape((long) heads * config.headRank(), site.in());
    NDArray headA = parameters.initializer().kaimingUniform(nameA, shapeA, site.in());
    NDArray headB = parameters.initializer().constant(new Shape(site.out(), config.headRank()), 0);
    return new KernelMixModule(
        shared,
        parameters.train(nameA, headA),
        parameters.train(site.module() + ".head_B.weight", headB),
        heads);
  }
}
