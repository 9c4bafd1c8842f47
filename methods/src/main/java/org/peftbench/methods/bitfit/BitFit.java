package org.peftbench.methods.bitfit;

import java.util.List;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Checks;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.ParameterAdaptation;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.Targets;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.results.base.UserError;

/** Trains the biases of linear maps and norms, from their pretrained values. */
public final class BitFit implements PeftMethod<BitFit.Config> {
  /**
   * Where biases are trained.
   *
   * @param targets roles of linear maps and norms; the pooler is not among the published ones
   */
  public record Config(List<String> targets) {
    public Config {
      targets = Checks.roles("targets", targets);
    }
  }

  @Override
  public String name() {
    return "bitfit";
  }

  @Override
  public Config defaults() {
    return new Config(
        List.of(
            "query",
            "key",
            "value",
            "attention_output",
            "ffn_up",
            "ffn_gate",
            "ffn_down",
            "layer_norm"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "BitFit: bias-term fine-tuning",
        "y = xWᵀ + b', b' trained from b",
        "Ben Zaken, Ravfogel, Goldberg 2022, arXiv 2106.10199, section 3",
        "Small and medium data; costs nothing at inference. Needs a backbone that has biases.");
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    Parameters parameters = new Parameters(backbone, seed);
    for (String bias : biases(backbone, config)) {
      parameters.trainCopy(bias, backbone.parameters().get(bias));
    }
    return new ParameterAdaptation(parameters);
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    return Cost.merging(biases(outline, config).stream().mapToLong(outline.sizes()::get).sum(), 0);
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("d", "0");
  }

  private static List<String> biases(Outline outline, Config config) {
    List<String> biases =
        Targets.select(outline, config.targets()).stream()
            .map(Site::bias)
            .filter(outline.sizes()::containsKey)
            .toList();
    if (biases.isEmpty()) {
      throw new UserError("bitfit targets %s have no biases in this backbone", config.targets());
    }
    return biases;
  }
}
