package org.peftbench.methods.lntuning;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Checks;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.ParameterAdaptation;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftForm;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftSettings;
import org.peftbench.methods.SitePeftForm;
import org.peftbench.methods.Targets;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.results.base.UserError;

/** Trains weights and biases of the normalisations, from their pretrained values. */
public final class LnTuning implements PeftMethod<LnTuning.Config> {
  /** What Hugging Face peft puts between module and parameter. */
  private static final String INFIX = ".ln_tuning_layers";

  /**
   * Where it acts.
   *
   * @param targets roles of normalisations
   */
  public record Config(List<String> targets) {
    public Config {
      targets = Checks.roles("targets", targets);
      for (String target : targets) {
        if (Role.named(target) != Role.LAYER_NORM) {
          throw new UserError(
              "targets must be normalisations (%s), got %s: to train other biases take bitfit",
              Role.LAYER_NORM, target);
        }
      }
    }
  }

  @Override
  public String name() {
    return "ln-tuning";
  }

  @Override
  public Config defaults() {
    return new Config(List.of("layer_norm"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "LN-tuning: layer normalisation tuning",
        "y = w' ⊙ (x − mean)/deviation + b', w' and b' trained from w and b",
        "Zhao et al. 2023, arXiv 2312.11420, section 3",
        "Very few parameters, no cost at inference; moves the model little, so wants a high rate.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    Map<String, Long> sizes = outline.sizes();
    return Cost.of(
        Targets.select(outline, config.targets()),
        norm ->
            Cost.merging(
                sizes.getOrDefault(norm.weight(), 0L) + sizes.getOrDefault(norm.bias(), 0L), 0));
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("2d", "0");
  }

  @Override
  public PeftForm peftForm() {
    return new SitePeftForm(new PeftSettings("LN_TUNING", Map.of(), Map.of(), Set.of()));
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    Parameters parameters = new Parameters(backbone, seed);
    for (Site site : Targets.select(backbone, config.targets())) {
      for (String part : List.of(".weight", ".bias")) {
        NDArray frozen = backbone.parameters().get(site.module() + part);
        if (frozen != null) { // some normalisations have no bias
          parameters.trainCopy(site.module() + INFIX + part, frozen);
        }
      }
    }
    return new ParameterAdaptation(parameters, name -> name.replace(INFIX, ""));
  }
}
