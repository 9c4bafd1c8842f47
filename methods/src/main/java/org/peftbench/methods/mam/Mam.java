package org.peftbench.methods.mam;

import java.util.List;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Checks;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.TapAdaptation;
import org.peftbench.methods.parts.AdapterConfig;
import org.peftbench.methods.parts.AdapterInit;
import org.peftbench.methods.parts.Adapters;
import org.peftbench.methods.parts.Insertion;
import org.peftbench.methods.parts.NonLinearity;
import org.peftbench.methods.prefix.PrefixTuning;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Taps;

/** Prefix tuning through an MLP, and a scaled adapter beside the feed-forward. */
public final class Mam implements PeftMethod<Mam.Config> {
  /**
   * The published defaults are 30 virtual tokens, an MLP of 800, a bottleneck of half the width,
   * and scale 4.
   *
   * @param virtualTokens of the prefix
   * @param hiddenSize inside the prefix's MLP
   * @param reduction the hidden width divided by the adapter's bottleneck
   * @param nonLinearity inside the bottleneck: relu, gelu, silu, tanh
   * @param scale of what the adapter adds
   * @param targets roles of the sub-layers that get an adapter; prefixes go before all attentions
   */
  public record Config(
      int virtualTokens,
      int hiddenSize,
      int reduction,
      String nonLinearity,
      double scale,
      List<String> targets) {
    public Config {
      Checks.atLeast("virtual_tokens", virtualTokens, 1);
      Checks.atLeast("hidden_size", hiddenSize, 1);
      Checks.atLeast("reduction", reduction, 1);
      NonLinearity.named(nonLinearity);
      Checks.positive("scale", scale);
      targets = Checks.roles("targets", targets);
    }

    private PrefixTuning.Config prefix() {
      return new PrefixTuning.Config(virtualTokens, true, hiddenSize, false, List.of("attention"));
    }

    private AdapterConfig adapter() {
      return new AdapterConfig(reduction, nonLinearity, scale, targets);
    }
  }

  @Override
  public String name() {
    return "mam";
  }

  @Override
  public Config defaults() {
    return new Config(30, 800, 2, "relu", 4, List.of("ffn_sublayer"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "MAM: mix-and-match adapter",
        "prefix tuning in attention; y + s·U f(D x) beside the feed-forward",
        "He et al. 2021, arXiv 2110.04366, section 4.7",
        "Near full fine-tuning on hard tasks, at several per cent of trained parameters.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    return new PrefixTuning()
        .cost(outline, config.prefix())
        .plus(Adapters.cost(name(), outline, config.adapter()));
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("nd + e(d + 1) + 2d(e + 1) + 2db + d + b", "2nd + 2db");
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    Parameters parameters = new Parameters(backbone, seed);
    Taps.Builder taps = Taps.builder();
    PrefixTuning.hang(taps, backbone, config.prefix(), parameters);
    Adapters.hang(
        name(), taps, backbone, config.adapter(), Insertion.BESIDE, AdapterInit.LORA, parameters);
    return new TapAdaptation(parameters, taps.build());
  }
}
