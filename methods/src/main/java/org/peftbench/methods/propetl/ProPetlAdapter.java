package org.peftbench.methods.propetl;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
import org.peftbench.methods.parts.AdapterInit;
import org.peftbench.methods.parts.Dense;
import org.peftbench.methods.parts.Insertion;
import org.peftbench.methods.parts.Mlp;
import org.peftbench.methods.parts.NonLinearity;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;

/** Pfeiffer's adapter, one for all layers, each layer seeing it through two masks. */
public final class ProPetlAdapter implements PeftMethod<ProPetlAdapter.Config> {
  /**
   * The published defaults are a bottleneck of 64 in a model of width 768, half of it kept.
   *
   * @param reduction the hidden width divided by the bottleneck's
   * @param nonLinearity inside the bottleneck: relu, gelu, silu, tanh
   * @param keep share of the adapter's weights that each layer uses
   * @param targets roles of the sub-layers; one adapter is shared by all of a role
   */
  public record Config(int reduction, String nonLinearity, double keep, List<String> targets) {
    public Config {
      Checks.atLeast("reduction", reduction, 1);
      NonLinearity.named(nonLinearity);
      Mask.checkKeep(keep);
      targets = Checks.roles("targets", targets);
    }

    private int bottleneck(Site site) {
      return new AdapterConfig(reduction, nonLinearity, 1, targets)
          .bottleneck("propetl-adapter", site);
    }
  }

  private record Prototype(Dense down, Dense up) {}

  @Override
  public String name() {
    return "propetl-adapter";
  }

  @Override
  public Config defaults() {
    return new Config(12, "relu", 0.5, List.of("ffn_sublayer"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "ProPETL adapter",
        "y + (U ⊙ m) f((D ⊙ m') h), D and U shared by all layers, m and m' a layer's own bits",
        "Zeng, Zhang, Lu 2023, arXiv 2305.17682, equations 1 to 3",
        "Storage of a tenth of Pfeiffer adapters; trains the scores too, so memory is not saved. They"
            + " learn at the common rate, where the published script gives them 3e-3 beside 1e-4.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    List<Site> sites = Targets.selectSublayers(outline, config.targets());
    Map<Role, Long> shared = new EnumMap<>(Role.class);
    Cost masks =
        Cost.of(
            sites,
            site -> {
              int bottleneck = config.bottleneck(site);
              shared.putIfAbsent(site.role(), Mlp.size(site.out(), bottleneck, site.out()));
              long weights = 2L * site.out() * bottleneck;
              return Cost.staying(weights, weights);
            });
    return masks.plus(Cost.staying(shared.values().stream().mapToLong(size -> size).sum(), 0));
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("4db + d + b", "2db");
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    Parameters parameters = new Parameters(backbone, seed);
    Map<Role, Prototype> prototypes = new EnumMap<>(Role.class);
    Taps.Builder taps = Taps.builder();
    for (Site site : Targets.selectSublayers(backbone, config.targets())) {
      Prototype shared =
          prototypes.computeIfAbsent(site.role(), role -> prototype(site, config, parameters));
      String name = site.module();
      taps.sublayer(
          site,
          new Adapter(
              MaskedDense.train(
                  parameters, name + ".adapter_down.mask", shared.down(), config.keep()),
              NonLinearity.named(config.nonLinearity()),
              MaskedDense.train(parameters, name + ".adapter_up.mask", shared.up(), config.keep()),
              1,
              Insertion.AFTER_NORM));
    }
    return new TapAdaptation(parameters, taps.build());
  }

  private static Prototype prototype(Site site, Config config, Parameters parameters) {
    String name = "shared." + site.role();
    int bottleneck = config.bottleneck(site);
    AdapterInit init = AdapterInit.BERT;
    return new Prototype(
        init.down(parameters, name + ".adapter_down", site.out(), bottleneck),
        init.up(parameters, name + ".adapter_up", site.out(), bottleneck));
  }
}
