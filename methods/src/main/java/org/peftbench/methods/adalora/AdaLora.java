package org.peftbench.methods.adalora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Checks;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftForm;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.Targets;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.models.Backbone;
import org.peftbench.models.Initializer;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.results.base.UserError;

/** Adds {@code B(A ⊙ E)} and takes the least important of its rank-one parts away in training. */
public final class AdaLora implements PeftMethod<AdaLora.Config> {
  /** Deviation of A and B at the start. */
  private static final double DEVIATION = 0.02;

  /**
   * The published defaults are Hugging Face peft's: ranks from 12 down to 8 on average, over the
   * whole training, on queries and values.
   *
   * @param initRank rank of each site at the start
   * @param targetRank mean rank of the sites at the end, below {@code initRank}
   * @param alpha α; the product is scaled by α/(initRank + 1e-5)
   * @param dropout on what enters A, in training
   * @param warmup steps before the first rank is taken away
   * @param cooldown steps after the last one is
   * @param interval steps from one reduction to the next
   * @param beta1 share of the past in the smoothed sensitivity
   * @param beta2 share of the past in the smoothed uncertainty
   * @param orthogonality weight of the penalty on A and B that are not orthogonal
   * @param targets roles of the linear maps it is added to
   */
  public record Config(
      int initRank,
      int targetRank,
      double alpha,
      double dropout,
      int warmup,
      int cooldown,
      int interval,
      double beta1,
      double beta2,
      double orthogonality,
      List<String> targets) {
    public Config {
      Checks.atLeast("target_rank", targetRank, 1);
      if (initRank <= targetRank) {
        throw new UserError("init_rank must be > target_rank = %d, got %d", targetRank, initRank);
      }
      Checks.positive("alpha", alpha);
      Checks.probability("dropout", dropout);
      Checks.atLeast("warmup", warmup, 0);
      Checks.atLeast("cooldown", cooldown, 0);
      Checks.atLeast("interval", interval, 1);
      Checks.fraction("beta1", beta1);
      Checks.fraction("beta2", beta2);
      Checks.positive("orthogonality", orthogonality);
      targets = Checks.roles("targets", targets);
    }
  }

  @Override
  public String name() {
    return "adalora";
  }

  @Override
  public Config defaults() {
    return new Config(12, 8, 8, 0, 0, 0, 1, 0.85, 0.85, 0.5, List.of("query", "value"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "AdaLoRA: adaptive budget allocation",
        "y = xWᵀ + b + (α/r)·dropout(x)(A ⊙ E)ᵀBᵀ, low-scoring elements of E masked across all sites",
        "Zhang et al. 2023, arXiv 2303.10512, equations 3 to 13",
        "Where sites differ in how much rank they need; the schedule has to fit the training's length.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    int rank = config.initRank();
    return Cost.of(
        sites(outline, config), site -> LoraModule.cost(site, rank).plus(Cost.merging(rank, 0)));
  }

  @Override
  public void checkSteps(Outline outline, Config config, int totalSteps) {
    BudgetSchedule.of(config, sites(outline, config).size(), totalSteps);
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("2dr + r", "2dr");
  }

  @Override
  public PeftForm peftForm() {
    return new AdaLoraPeftForm();
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    List<Site> sites = sites(backbone, config);
    Parameters parameters = new Parameters(backbone, seed);
    Map<Site, AdaLoraModule> modules = new LinkedHashMap<>();
    sites.forEach(site -> modules.put(site, module(site, config, parameters)));
    return new AdaLoraAdaptation(backbone, parameters, modules, config);
  }

  private static List<Site> sites(Outline outline, Config config) {
    List<Site> sites = Targets.selectLinear(outline, config.targets());
    sites.forEach(site -> Checks.fits("adalora config: init_rank", config.initRank(), site));
    return sites;
  }

  private static AdaLoraModule module(Site site, Config config, Parameters parameters) {
    int rank = config.initRank();
    String nameA = site.module() + ".lora_A";
    String nameB = site.module() + ".lora_B";
    Initializer start = parameters.initializer();
    NDArray a = start.normal(nameA, new Shape(rank, site.in()), DEVIATION);
    NDArray b = start.normal(nameB, new Shape(site.out(), rank), DEVIATION);
    NDArray e = start.constant(new Shape(rank, 1), 0);
    return new AdaLoraModule(
        parameters.train(nameA, a),
        parameters.train(site.module() + ".lora_E", e),
        parameters.train(nameB, b),
        config.alpha() / (rank + 1e-5),
        config.dropout());
  }
}
