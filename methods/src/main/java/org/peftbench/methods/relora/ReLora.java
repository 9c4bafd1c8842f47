package org.peftbench.methods.relora;

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
import org.peftbench.methods.lora.MovingLora;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.results.base.UserError;

/** LoRA that every so often merges its product into a copy of the weight and begins again. */
public final class ReLora implements PeftMethod<ReLora.Config> {
  /**
   * The published defaults: rank 128, alpha 32, dropout 0.1, all maps of attention and
   * feed-forward, a restart every 5000 steps.
   *
   * <p>At a restart the optimizer forgets the pair's moments altogether. The published warm-up of
   * the learning rate after each restart belongs to a protocol, not to a method, and is not part of
   * this.
   *
   * @param rank r, of the added product
   * @param alpha α; the product is scaled by α/r
   * @param dropout on what enters A, in training
   * @param restartEvery steps from one restart to the next; the training must be longer by two at
   *     least
   * @param targets roles of the linear maps it acts on
   */
  public record Config(
      int rank, double alpha, double dropout, int restartEvery, List<String> targets) {
    public Config {
      Checks.atLeast("rank", rank, 1);
      Checks.positive("alpha", alpha);
      Checks.probability("dropout", dropout);
      Checks.atLeast("restart_every", restartEvery, 1);
      targets = Checks.roles("targets", targets);
    }

    /** Refuses a training too short for the schedule. */
    void checkSteps(int totalSteps) {
      if (restartEvery + 2 > totalSteps) {
        throw new UserError(
            "relora config: restart_every %d leaves a training of %d steps without a restart: lower it"
                + " or train longer",
            restartEvery, totalSteps);
      }
    }
  }

  @Override
  public String name() {
    return "relora";
  }

  @Override
  public Config defaults() {
    return new Config(128, 32, 0.1, 5000, Targets.LAYER_MAPS);
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "ReLoRA: high-rank training through low-rank updates",
        "y = xW₍ₖ₎ᵀ + b + (α/r)·dropout(x)AᵀBᵀ; at a restart W₍ₖ₊₁₎ = W₍ₖ₎ + (α/r)BA, A random, B 0",
        "Lialin et al. 2023, arXiv 2307.05695, equation 4 and algorithm 1",
        "Long trainings that need more than one low-rank step; the saved adapter holds whole weights.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    return Cost.of(
        Targets.selectLinear(name(), outline, config.targets(), config.rank()),
        site -> MovingLora.cost(site, config.rank()));
  }

  @Override
  public void checkSteps(Outline outline, Config config, int totalSteps) {
    config.checkSteps(totalSteps);
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("2dr", "2dr");
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    List<Site> sites = Targets.selectLinear(name(), backbone, config.targets(), config.rank());
    Parameters parameters = new Parameters(backbone, seed);
    double scale = config.alpha() / config.rank();
    Map<Site, MovingLora> modules =
        MovingLora.fresh(backbone, sites, config.rank(), scale, config.dropout(), parameters);
    return new ReLoraAdaptation(backbone, parameters, modules, config);
  }
}
