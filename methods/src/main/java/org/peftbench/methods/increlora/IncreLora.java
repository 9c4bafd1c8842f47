package org.peftbench.methods.increlora;

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
import org.peftbench.models.Initializer;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.results.base.UserError;

/** Adds {@code B(A ⊙ E)} of a rank that grows in training where the loss asks for it. */
public final class IncreLora implements PeftMethod<IncreLora.Config> {
  /** Deviation of A and B at the start. */
  private static final double DEVIATION = 0.02;

  /**
   * The published example's settings.
   *
   * @param rank of each site at the start
   * @param targetRank mean rank of the sites at the end
   * @param increment ranks that a chosen site gets
   * @param top h, how many sites are chosen at a time
   * @param alpha α; the product is scaled by α/(its rank + 1e-5)
   * @param dropout on what enters A, in training
   * @param warmup steps before the first choice
   * @param interval steps from one choice to the next
   * @param beta1 share of the past in the smoothed score
   * @param beta2 share of the past in its smoothed uncertainty
   * @param orthogonality weight of the penalty on A and B that are not orthogonal
   * @param targets roles of the linear maps it is added to
   */
  public record Config(
      int rank,
      int targetRank,
      int increment,
      int top,
      double alpha,
      double dropout,
      int warmup,
      int interval,
      double beta1,
      double beta2,
      double orthogonality,
      List<String> targets) {
    public Config {
      Checks.atLeast("rank", rank, 1);
      Checks.atLeast("target_rank", targetRank, rank + 1);
      Checks.atLeast("increment", increment, 1);
      Checks.atLeast("top", top, 1);
      Checks.positive("alpha", alpha);
      Checks.probability("dropout", dropout);
      Checks.atLeast("warmup", warmup, 0);
      Checks.atLeast("interval", interval, 1);
      Checks.fraction("beta1", beta1);
      Checks.fraction("beta2", beta2);
      Checks.positive("orthogonality", orthogonality);
      targets = Checks.roles("targets", targets);
    }

    /** How often sites are chosen until the mean is reached. */
    int rounds(int sites) {
      int missing = (targetRank - rank) * sites;
      int perRound = Math.min(top, sites) * increment;
      return (missing + perRound - 1) / perRound;
    }

    /** The most parts that one site can get. */
    int room(int sites) {
      return rank + rounds(sites) * increment;
    }

    /** The step after which sites are chosen for the last time. */
    int lastGrowth(int sites) {
      return (warmup / interval + rounds(sites)) * interval;
    }

    /** Refuses a training too short for the schedule. */
    void checkSteps(int sites, int totalSteps) {
      if (lastGrowth(sites) >= totalSteps) {
        throw new UserError(
            "increlora config: its %d rounds end at step %d, the training has %d: lower warmup or"
                + " interval, raise top or train longer",
            rounds(sites), lastGrowth(sites), totalSteps);
      }
    }
  }

  @Override
  public String name() {
    return "increlora";
  }

  @Override
  public Config defaults() {
    return new Config(1, 2, 1, 12, 32, 0, 500, 500, 0.85, 0.85, 0.1, Targets.LAYER_MAPS);
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "IncreLoRA: incremental parameter allocation",
        "y = xWᵀ + b + (α/r)·dropout(x)(A ⊙ E)ᵀBᵀ; r grows where smoothed Σ|ΔW ⊙ ∇ΔW|/√|W| times its "
            + "uncertainty is largest",
        "Zhang et al. 2023, arXiv 2308.12043, equations 4 to 8",
        "Low budgets, where AdaLoRA would have to begin with more than it may keep; until its ranks are"
            + " given out it builds ΔW and its gradient at every step.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    List<Site> sites = sites(outline, config);
    int room = config.room(sites.size());
    return Cost.of(
        sites,
        site -> LoraModule.cost(site, room).plus(Cost.merging(room, 0)).remembering(2L * room));
  }

  /** Of one site r is the target rank, for which there is room. */
  @Override
  public void checkSteps(Outline outline, Config config, int totalSteps) {
    config.checkSteps(sites(outline, config).size(), totalSteps);
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("2dr + r", "2dr");
  }

  private static List<Site> sites(Outline outline, Config config) {
    List<Site> sites = Targets.selectLinear(outline, config.targets());
    sites.forEach(site -> Checks.fits("increlora config: target_rank", config.targetRank(), site));
    return sites;
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    List<Site> sites = sites(backbone, config);
    int room = config.room(sites.size());
    Parameters parameters = new Parameters(backbone, seed);
    Map<Site, GrowingModule> modules = new LinkedHashMap<>();
    sites.forEach(site -> modules.put(site, module(site, room, config, parameters)));
    return new IncreLoraAdaptation(backbone, parameters, modules, room, config);
  }

  private static GrowingModule module(Site site, int room, Config config, Parameters parameters) {
    String path = site.module();
    Initializer start = parameters.initializer();
    NDArray a = start.normal(path + ".lora_A", new Shape(room, site.in()), DEVIATION);
    NDArray b = start.normal(path + ".lora_B", new Shape(site.out(), room), DEVIATION);
    NDArray e = start.constant(new Shape(room, 1), 0);
    NDArray active = start.constant(new Shape(room, 1), 0);
    NDArray reserve = start.constant(new Shape(room, 1), 0);
    GrowingModule module =
        new GrowingModule(
            parameters.train(path + ".lora_A", a),
            parameters.train(path + ".lora_E", e),
            parameters.train(path + ".lora_B", b),
            parameters.remember(path + ".active", active),
            parameters.remember(path + ".reserve", reserve),
            config.alpha(),
            config.dropout());
    module.begin(config.rank(), config.increment());
    return module;
  }
}
