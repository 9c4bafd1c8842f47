package org.peftbench.methods.deltalora;

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

/** LoRA beside a copy of the weight that follows the product's changes. */
public final class DeltaLora implements PeftMethod<DeltaLora.Config> {
  /**
   * The defaults: LoRA's, with the published λ = 2 from step 500 on.
   *
   * @param rank r, of the added product
   * @param alpha α; the product is scaled by α/r
   * @param ratio λ, how far the weight goes with each change of the product
   * @param start K, steps of plain LoRA before; the training must be longer
   * @param targets roles of the linear maps it acts on
   */
  public record Config(int rank, double alpha, double ratio, int start, List<String> targets) {
    public Config {
      Checks.atLeast("rank", rank, 1);
      Checks.positive("alpha", alpha);
      Checks.positive("ratio", ratio);
      Checks.atLeast("start", start, 0);
      targets = Checks.roles("targets", targets);
    }

    /** Refuses a training too short for the schedule. */
    void checkSteps(int totalSteps) {
      if (start >= totalSteps) {
        throw new UserError(
            "deltalora config: start %d leaves nothing of a training of %d steps for the weights to"
                + " follow: lower it or train longer",
            start, totalSteps);
      }
    }
  }

  @Override
  public String name() {
    return "deltalora";
  }

  @Override
  public Config defaults() {
    return new Config(8, 8, 2, 500, List.of("query", "value"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "Delta-LoRA",
        "y = xW₍ₜ₎ᵀ + b + (α/r)·xAᵀBᵀ; W₍ₜ₊₁₎ = W₍ₜ₎ + λ(α/r)(B₍ₜ₊₁₎A₍ₜ₊₁₎ − B₍ₜ₎A₍ₜ₎)",
        "Zi et al. 2023, arXiv 2309.02411, equation 5 and algorithm 1",
        "Full-rank change at LoRA's optimizer memory; the saved adapter holds the whole adapted weights."
            + " There is no dropout: it would make the product's change differ from the weight's.");
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
        MovingLora.fresh(backbone, sites, config.rank(), scale, 0, parameters);
    return new DeltaLoraAdaptation(backbone, parameters, modules, config);
  }
}
