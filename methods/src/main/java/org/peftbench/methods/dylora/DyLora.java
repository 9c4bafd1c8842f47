package org.peftbench.methods.dylora;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
import org.peftbench.models.Site;
import org.peftbench.models.ops.AdamW;
import org.peftbench.results.base.UserError;

/** LoRA whose rank is drawn anew at each step, so that the first b parts serve for every b. */
public final class DyLora implements PeftMethod<DyLora.Config> {
  /**
   * The published defaults: ranks from 1 to 8, all of the first b parts trained at each step.
   *
   * @param rank largest r
   * @param minRank smallest rank drawn in training
   * @param alpha α; the product of the first b parts is scaled by α/b
   * @param dropout on what enters A, in training
   * @param frozen whether only the b-th part learns at a step, instead of the first b
   * @param evaluationRank b outside training; null for the largest
   * @param targets roles of the linear maps it is added to
   */
  public record Config(
      int rank,
      int minRank,
      double alpha,
      double dropout,
      boolean frozen,
      @Nullable Integer evaluationRank,
      List<String> targets) {
    public Config {
      Checks.atLeast("min_rank", minRank, 1);
      Checks.atLeast("rank", rank, minRank);
      Checks.positive("alpha", alpha);
      Checks.probability("dropout", dropout);
      targets = Checks.roles("targets", targets);
      if (evaluationRank != null && (evaluationRank < minRank || evaluationRank > rank)) {
        throw new UserError(
            "evaluation_rank must lie between min_rank %d and rank %d, got %d",
            minRank, rank, evaluationRank);
      }
    }
  }

  @Override
  public String name() {
    return "dylora";
  }

  @Override
  public Config defaults() {
    return new Config(8, 1, 8, 0, false, null, List.of("query", "value"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "DyLoRA: dynamic search-free low-rank adaptation",
        "y = xWᵀ + b₀ + (α/b)·dropout(x)A₍₁…b₎ᵀB₍₁…b₎ᵀ, b drawn from [min_rank, rank] at each step",
        "Valipour et al. 2022, arXiv 2210.07558, algorithm 1",
        "Where the rank to deploy is not known in training; each rank learns a little slower than alone.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    int evaluated = config.evaluationRank() == null ? config.rank() : config.evaluationRank();
    return Cost.of(
        Targets.selectLinear(name(), outline, config.targets(), config.rank()),
        site ->
            Cost.merging(LoraModule.size(site, config.rank()), LoraModule.size(site, evaluated)));
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("2dr", "2dr");
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    List<Site> sites = Targets.selectLinear(name(), backbone, config.targets(), config.rank());
    Parameters parameters = new Parameters(backbone, seed);
    RankDraw draw =
        new RankDraw(
            parameters.initializer().random("dylora.rank"), config.minRank(), config.rank());
    int evaluated = config.evaluationRank() == null ? config.rank() : config.evaluationRank();
    Map<Site, DyLoraModule> modules = new LinkedHashMap<>();
    for (Site site : sites) {
      LoraModule pair = LoraModule.fresh(site, config.rank(), 1, config.dropout(), parameters);
      modules.put(site, new DyLoraModule(pair, config.alpha(), config.frozen(), evaluated, draw));
    }
    return new SiteAdaptation(backbone, parameters, modules) {
      @Override
      public void begin(int done, int totalSteps, AdamW optimizer) {
        draw.skip(done);
      }

      @Override
      public void afterStep(int step, int totalSteps) {
        draw.next();
      }
    };
  }
}
