package org.peftbench.methods.propetl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Checks;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.TapAdaptation;
import org.peftbench.methods.Targets;
import org.peftbench.methods.parts.VirtualTokens;
import org.peftbench.methods.prefix.PrefixTable;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.results.base.UserError;

/** One prefix for all attentions, each seeing it through a mask over keys and values. */
public final class ProPetlPrefix implements PeftMethod<ProPetlPrefix.Config> {
  /**
   * The published defaults are 64 virtual tokens from an MLP of 512, a tenth of them kept.
   *
   * @param virtualTokens n
   * @param projection whether an MLP with tanh makes the shared keys and values
   * @param hiddenSize inside that MLP; without projection it has no effect
   * @param keep share of the prefix's elements that each layer uses
   * @param targets attentions
   */
  public record Config(
      int virtualTokens, boolean projection, int hiddenSize, double keep, List<String> targets) {
    public Config {
      Checks.atLeast("virtual_tokens", virtualTokens, 1);
      Checks.atLeast("hidden_size", hiddenSize, 1);
      Mask.checkKeep(keep);
      targets = Checks.roles("targets", targets);
    }
  }

  @Override
  public String name() {
    return "propetl-prefix";
  }

  @Override
  public Config defaults() {
    return new Config(64, true, 512, 0.1, List.of("attention"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "ProPETL prefix",
        "[P ⊙ m; k] and [P' ⊙ m'; v], P and P' shared by all layers, m and m' a layer's own bits",
        "Zeng, Zhang, Lu 2023, arXiv 2305.17682, equations 1 to 3",
        "Prefix tuning where storage counts; masked elements are 0, not absent.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    List<Site> sites = Targets.selectAttentions(outline, config.targets());
    int width = width(sites);
    int tokens = config.virtualTokens();
    long table =
        PrefixTable.size(
            tokens, width, config.projection(), outline.hiddenSize(), config.hiddenSize());
    long masks = (long) sites.size() * tokens * width;
    return Cost.staying(table + masks, sites.size() * VirtualTokens.attention(outline, tokens));
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("3nd + e(d + 1) + 2d(e + 1)", "2nd");
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    List<Site> sites = Targets.selectAttentions(backbone, config.targets());
    Parameters parameters = new Parameters(backbone, seed);
    int width = width(sites);
    VirtualTokens shared =
        PrefixTable.train(
            parameters,
            config.virtualTokens(),
            width,
            config.projection(),
            backbone.hiddenSize(),
            config.hiddenSize());
    Taps.Builder taps = Taps.builder();
    for (Site site : sites) {
      int tokens = config.virtualTokens();
      Mask mask =
          Mask.train(
              parameters,
              site.module() + ".prefix.mask",
              new Shape(tokens, width),
              tokens * width,
              config.keep());
      taps.prefix(
          site,
          (ops, batch) -> {
            NDArray all = ops.once(shared, () -> shared.rows(ops)); // [n, 2·width]
            return PrefixTable.keyValue(
                ops, mask.select(ops, all), backbone.keyValueHeads(), batch);
          });
    }
    return new TapAdaptation(parameters, taps.build());
  }

  /** Of keys and values together; one prefix fits all attentions only if they are as wide. */
  private static int width(List<Site> sites) {
    for (Site site : sites) {
      if (site.out() != sites.get(0).out()) {
        throw new UserError(
            "propetl-prefix config: targets must be attentions of one width, %s differs from %s",
            site, sites.get(0));
      }
    }
    return 2 * sites.get(0).out();
  }
}
