package org.peftbench.methods.loradash;

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
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.Targets;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.results.base.UserError;

/** LoRA that, after a while, adds a trained coefficient to the directions it has moved most. */
public final class LoraDash implements PeftMethod<LoraDash.Config> {
  /**
   * The published defaults are 100 steps of pre-launch and 8 directions; rank and alpha are LoRA's,
   * since the paper takes those of whatever LoRA it is compared with.
   *
   * @param rank r, of the added product
   * @param alpha α; the product is scaled by α/r
   * @param dropout on what enters A and the directions, in training
   * @param preLaunch optimizer steps of plain LoRA; the training must be longer
   * @param directions number of singular directions of the weight to dash along
   * @param targets roles of the linear maps it acts on
   */
  public record Config(
      int rank, double alpha, double dropout, int preLaunch, int directions, List<String> targets) {
    public Config {
      Checks.atLeast("rank", rank, 1);
      Checks.positive("alpha", alpha);
      Checks.probability("dropout", dropout);
      Checks.atLeast("pre_launch", preLaunch, 1);
      Checks.atLeast("directions", directions, 1);
      targets = Checks.roles("targets", targets);
    }

    /** Refuses a training too short for the schedule. */
    void checkSteps(int totalSteps) {
      if (preLaunch >= totalSteps) {
        throw new UserError(
            "lora-dash config: pre_launch %d leaves nothing of a training of %d steps to dash: lower it"
                + " or train longer",
            preLaunch, totalSteps);
      }
    }
  }

  @Override
  public String name() {
    return "lora-dash";
  }

  @Override
  public Config defaults() {
    return new Config(8, 8, 0, 100, 8, List.of("query", "value"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "LoRA-Dash: task-specific directions",
        "y = xWᵀ + b + (α/r)·dropout(x)AᵀBᵀ + dropout(x)V̂ diag(c) Ûᵀ; "
            + "Û, V̂: after pre-launch, singular vectors of W with the largest |uᵢᵀΔWvᵢ|/(σᵢ + ε)",
        "Si, Yang, Shen 2024, arXiv 2409.01035, equations 8 to 10",
        "Low ranks, where a few well-chosen directions weigh much; needs a training well longer than "
            + "the pre-launch, and an SVD of each adapted weight at its end.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    return Cost.of(
        sites(outline, config),
        site -> {
          int k = config.directions();
          long directions = (long) k * (site.in() + site.out());
          return LoraModule.cost(site, config.rank())
              .plus(Cost.merging(k, directions + k).remembering(directions));
        });
  }

  @Override
  public void checkSteps(Outline outline, Config config, int totalSteps) {
    config.checkSteps(totalSteps);
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("2dr + k", "2dr + 2dk + k");
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    List<Site> sites = sites(backbone, config);
    Parameters parameters = new Parameters(backbone, seed);
    Map<Site, DashModule> modules = new LinkedHashMap<>();
    sites.forEach(site -> modules.put(site, module(site, config, parameters)));
    return new LoraDashAdaptation(backbone, parameters, modules, config);
  }

  private List<Site> sites(Outline outline, Config config) {
    List<Site> sites = Targets.selectLinear(name(), outline, config.targets(), config.rank());
    sites.forEach(site -> Checks.fits("lora-dash config: directions", config.directions(), site));
    return sites;
  }

  private static DashModule module(Site site, Config config, Parameters parameters) {
    int k = config.directions();
    double scale = config.alpha() / config.rank();
    LoraModule pair = LoraModule.fresh(site, config.rank(), scale, config.dropout(), parameters);
    NDArray coefficients = parameters.initializer().constant(new Shape(k), 0);
    NDArray left = parameters.initializer().constant(new Shape(site.out(), k), 0);
    NDArray right = parameters.initializer().constant(new Shape(k, site.in()), 0);
    return new DashModule(
        pair,
        parameters.trainUndecayed(site.module() + ".lora_index", coefficients),
        parameters.remember(site.module() + ".weight_u_top", left),
        parameters.remember(site.module() + ".weight_vt_top", right));
  }
}
