package org.peftbench.methods.compacter;

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
import org.peftbench.methods.parts.Adapter;
import org.peftbench.methods.parts.AdapterConfig;
import org.peftbench.methods.parts.Insertion;
import org.peftbench.methods.parts.NonLinearity;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.results.base.UserError;

/**
 * Houlsby's adapters with hypercomplex layers: the matrix of each is Σ A_i ⊗ B_i over n terms, with
 * A_i [n, n] shared by all layers and B_i of low rank.
 */
public final class Compacter implements PeftMethod<Compacter.Config> {
  /** Spread of the shared A_i at the start: so small that the model starts as it was. */
  private static final double RULE_DEVIATION = 1e-4;

  /**
   * The published defaults are n = 4, rank 1, a bottleneck of 24 in a model of width 768.
   *
   * @param reduction the hidden width divided by the bottleneck's
   * @param nonLinearity inside the bottleneck: relu, gelu, silu, tanh
   * @param terms n; must divide width and bottleneck
   * @param rank of each B_i
   * @param targets roles of the sub-layers that get an adapter each
   */
  public record Config(
      int reduction, String nonLinearity, int terms, int rank, List<String> targets) {
    public Config {
      Checks.atLeast("reduction", reduction, 1);
      NonLinearity.named(nonLinearity);
      Checks.atLeast("terms", terms, 1);
      Checks.atLeast("rank", rank, 1);
      targets = Checks.roles("targets", targets);
    }

    private int bottleneck(Site site) {
      int bottleneck =
          new AdapterConfig(reduction, nonLinearity, 1, targets).bottleneck("compacter", site);
      if (site.out() % terms != 0 || bottleneck % terms != 0) {
        throw new UserError(
            "compacter config: terms must divide the width %d and the bottleneck %d at %s, got %d: change terms or reduction",
            site.out(), bottleneck, site, terms);
      }
      int smaller = Math.min(site.out(), bottleneck) / terms;
      if (rank > smaller) {
        throw new UserError(
            "compacter config: rank must be <= %d, the smaller side of B at %s, got %d",
            smaller, site, rank);
      }
      return bottleneck;
    }
  }

  @Override
  public String name() {
    return "compacter";
  }

  @Override
  public Config defaults() {
    return new Config(32, "gelu", 4, 1, List.of("attention_sublayer", "ffn_sublayer"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "Compacter: compact hypercomplex adapters",
        "y + U f(D y), D and U sums of n Kronecker products A_i ⊗ (s_i t_iᵀ), A shared",
        "Mahabadi, Henderson, Ruder 2021, arXiv 2106.04647, equations 5 to 7",
        "A fraction of an adapter's parameters, where storage counts more than time.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    long terms = config.terms();
    return Cost.of(
            Targets.selectSublayers(outline, config.targets()),
            site -> {
              long wide = site.out();
              long narrow = config.bottleneck(site);
              long factors = 2L * config.rank() * (wide + narrow);
              return Cost.staying(factors + wide + narrow, 2 * wide * narrow);
            })
        .plus(Cost.staying(terms * terms * terms, 0));
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("2r(d + b) + d + b + t³", "2db");
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    Parameters parameters = new Parameters(backbone, seed);
    Shape cube = new Shape(config.terms(), config.terms(), config.terms());
    NDArray rule =
        parameters.train(
            "phm_rule", parameters.initializer().normal("phm_rule", cube, RULE_DEVIATION));
    Taps.Builder taps = Taps.builder();
    for (Site site : Targets.selectSublayers(backbone, config.targets())) {
      int bottleneck = config.bottleneck(site);
      String name = site.module();
      taps.sublayer(
          site,
          new Adapter(
              Phm.train(
                  parameters, name + ".adapter_down", rule, site.out(), bottleneck, config.rank()),
              NonLinearity.named(config.nonLinearity()),
              Phm.train(
                  parameters, name + ".adapter_up", rule, bottleneck, site.out(), config.rank()),
              1,
              Insertion.AFTER));
    }
    return new TapAdaptation(parameters, taps.build());
  }
}
