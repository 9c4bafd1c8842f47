package org.peftbench.methods.galore;

import ai.djl.ndarray.NDArray;
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
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;

/** Trains whole weights through a low-rank projection of their gradients. */
public final class GaLore implements PeftMethod<GaLore.Config> {
  /**
   * The published defaults for fine-tuning: rank 4, scale 4, a new subspace every 500 steps.
   * Projected weights are not decayed, whatever the protocol's weight decay.
   *
   * @param rank r, of the projected gradients
   * @param scale α, on what the optimizer moves
   * @param refreshEvery steps that a subspace serves
   * @param rest whether all other parameters are trained too, as in the published code
   * @param targets roles of the linear maps whose weights are trained this way
   */
  public record Config(
      int rank, double scale, int refreshEvery, boolean rest, List<String> targets) {
    public Config {
      Checks.atLeast("rank", rank, 1);
      Checks.positive("scale", scale);
      Checks.atLeast("refresh_every", refreshEvery, 1);
      targets = Checks.roles("targets", targets);
    }
  }

  @Override
  public String name() {
    return "galore";
  }

  @Override
  public Config defaults() {
    return new Config(4, 4, 500, true, Targets.LAYER_MAPS);
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "GaLore: gradient low-rank projection",
        "W₍ₜ₊₁₎ = W₍ₜ₎ − η·α·P·Adam(PᵀG₍ₜ₎); P: the leading r left singular vectors of G (right ones, "
            + "on the other side, unless W is wider than high), renewed every so many steps",
        "Zhao et al. 2024, arXiv 2403.03507, definition 3.6 and algorithm 2",
        "Full fine-tuning where the optimizer's memory is short; saves and loads whole weights. Weight"
            + " decay acts on the rest alone: projected weights, which the published code decays too, are"
            + " not decayed.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    List<Site> sites = sites(outline, config);
    Cost projected = Cost.of(sites, site -> ProjectedWeight.cost(site, config.rank()));
    if (!config.rest()) {
      return projected;
    }
    Map<String, Long> rest = new LinkedHashMap<>(outline.sizes());
    sites.forEach(site -> rest.remove(site.weight()));
    return projected.plus(Cost.merging(rest.values().stream().mapToLong(size -> size).sum(), 0));
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("dr + d", "0");
  }

  private List<Site> sites(Outline outline, Config config) {
    return Targets.selectLinear(name(), outline, config.targets(), config.rank());
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    List<Site> sites = sites(backbone, config);
    Parameters parameters = new Parameters(backbone, seed);
    Map<String, NDArray> whole = new LinkedHashMap<>();
    if (config.rest()) {
      List<String> projected = sites.stream().map(Site::weight).toList();
      backbone
          .parameters()
          .forEach(
              (name, frozen) -> {
                if (!projected.contains(name)) {
                  whole.put(name, parameters.trainCopy(name, frozen));
                }
              });
    }
    Map<Site, ProjectedWeight> weights = new LinkedHashMap<>();
    for (Site site : sites) {
      NDArray frozen = backbone.parameters().get(site.weight());
      weights.put(site, ProjectedWeight.of(site, frozen, config.rank(), parameters));
    }
    return new GaLoreAdaptation(backbone, parameters, whole, weights, config);
  }
}
