package org.peftbench.methods.prefix;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Checks;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftForm;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.TapAdaptation;
import org.peftbench.methods.Targets;
import org.peftbench.methods.parts.VirtualTokens;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;

/**
 * Lets every attention see n trained keys and values [n, width] before its own.
 *
 * <p>They come from one table, a row a virtual token, that holds key and value of layer after
 * layer: [n, 2·layers·width].
 */
public final class PrefixTuning implements PeftMethod<PrefixTuning.Config> {
  private static final String NAME = "prefix-tuning";

  /**
   * peft leaves the number of tokens and the MLP's width to the user; 20 is that of its guides, 512
   * the paper's.
   *
   * @param virtualTokens n
   * @param projection whether an MLP with tanh makes the table from a narrower one [n, hidden]
   * @param hiddenSize inside that MLP; without projection it has no effect
   * @param shiftPositions whether the sequence's position ids start behind the prefix: as peft has
   *     it on BERT, whose attention otherwise doesn't care where the prefix is said to stand
   * @param targets attentions
   */
  public record Config(
      int virtualTokens,
      boolean projection,
      int hiddenSize,
      boolean shiftPositions,
      List<String> targets) {
    public Config {
      Checks.atLeast("virtual_tokens", virtualTokens, 1);
      Checks.atLeast("hidden_size", hiddenSize, 1);
      targets = Checks.roles("targets", targets);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Config defaults() {
    return new Config(20, false, 512, false, List.of("attention"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "Prefix tuning",
        "softmax(q [P_k; k]ᵀ / √d) [P_v; v] with P_k, P_v trained in every layer",
        "Li and Liang 2021, arXiv 2101.00190, equation 3; Liu et al. 2021, arXiv 2110.07602",
        "Generation and large models; sensitive to length and rate. The MLP steadies its training.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    List<Site> sites = Targets.selectAttentions(outline, config.targets());
    if (config.shiftPositions()) {
      VirtualTokens.checkRoom(NAME, outline, config.virtualTokens());
    }
    long trained =
        PrefixTable.size(
            config.virtualTokens(),
            width(sites),
            config.projection(),
            outline.hiddenSize(),
            config.hiddenSize());
    return Cost.staying(
        trained, sites.size() * VirtualTokens.attention(outline, config.virtualTokens()));
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("2nd", "2nd");
  }

  @Override
  public PeftForm peftForm() {
    return new PrefixPeftForm();
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    Parameters parameters = new Parameters(backbone, seed);
    Taps.Builder taps = Taps.builder();
    hang(taps, backbone, config, parameters);
    return new TapAdaptation(parameters, taps.build());
  }

  /** Puts prefixes before the targeted attentions, beside what else hangs on the backbone. */
  public static void hang(
      Taps.Builder taps, Backbone backbone, Config config, Parameters parameters) {
    List<Site> sites = Targets.selectAttentions(backbone, config.targets());
    if (config.shiftPositions()) {
      VirtualTokens.checkRoom(NAME, backbone, config.virtualTokens());
      taps.firstPosition(config.virtualTokens());
    }
    VirtualTokens table =
        PrefixTable.train(
            parameters,
            config.virtualTokens(),
            width(sites),
            config.projection(),
            backbone.hiddenSize(),
            config.hiddenSize());
    int heads = backbone.keyValueHeads();
    int from = 0;
    for (Site site : sites) {
      int begin = from;
      int end = from + 2 * site.out();
      taps.prefix(
          site,
          (ops, batch) -> {
            NDArray all = ops.once(table, () -> table.rows(ops)); // [n, 2·layers·width]
            return PrefixTable.keyValue(ops, ops.slice(all, 1, begin, end), heads, batch);
          });
      from = end;
    }
  }

  private static int width(List<Site> sites) {
    return sites.stream().mapToInt(site -> 2 * site.out()).sum();
  }
}
