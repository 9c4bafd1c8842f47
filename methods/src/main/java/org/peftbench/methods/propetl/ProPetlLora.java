package org.peftbench.methods.propetl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.EnumMap;
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
import org.peftbench.methods.SiteAdaptation;
import org.peftbench.methods.SiteModule;
import org.peftbench.methods.Targets;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.models.Backbone;
import org.peftbench.models.Linear;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.UserError;

/** One LoRA pair for all layers of a role, each layer seeing it through two masks. */
public final class ProPetlLora implements PeftMethod<ProPetlLora.Config> {
  /**
   * The published defaults are rank 32, alpha 48, on queries and values, a tenth kept.
   *
   * @param rank of the shared pair
   * @param alpha α; the product is scaled by α/rank
   * @param dropout on what enters A, in training
   * @param keep share of A's and B's elements that each layer uses
   * @param targets roles of the linear maps; one pair is shared by all of a role
   */
  public record Config(int rank, double alpha, double dropout, double keep, List<String> targets) {
    public Config {
      Checks.atLeast("rank", rank, 1);
      Checks.positive("alpha", alpha);
      Checks.probability("dropout", dropout);
      Mask.checkKeep(keep);
      targets = Checks.roles("targets", targets);
    }
  }

  @Override
  public String name() {
    return "propetl-lora";
  }

  @Override
  public Config defaults() {
    return new Config(32, 48, 0, 0.1, List.of("query", "value"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "ProPETL LoRA",
        "y = xWᵀ + b + (α/r)·dropout(x)(A ⊙ m)ᵀ(B ⊙ m')ᵀ, A and B shared, m and m' a layer's bits",
        "Zeng, Zhang, Lu 2023, arXiv 2305.17682, equations 1 to 3",
        "Storage of a tenth of LoRA's, merges like it; trains the scores too, so memory is not saved."
            + " They learn at the common rate, where the published script gives them 3e-2 beside 1e-4.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    Map<Role, Site> first = new EnumMap<>(Role.class);
    Cost masks =
        Cost.of(
            sites(outline, config),
            site -> {
              checkShape(first.computeIfAbsent(site.role(), role -> site), site);
              return LoraModule.cost(site, config.rank());
            });
    return masks.plus(
        Cost.of(
            List.copyOf(first.values()),
            site -> Cost.merging(LoraModule.size(site, config.rank()), 0)));
  }

  private List<Site> sites(Outline outline, Config config) {
    return Targets.selectLinear(name(), outline, config.targets(), config.rank());
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("4dr", "2dr");
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    List<Site> sites = sites(backbone, config);
    Parameters parameters = new Parameters(backbone, seed);
    Map<Role, Prototype> prototypes = new EnumMap<>(Role.class);
    Map<Site, MaskedLora> modules = new LinkedHashMap<>();
    for (Site site : sites) {
      Prototype shared =
          prototypes.computeIfAbsent(site.role(), role -> prototype(site, config, parameters));
      checkShape(shared.like(), site);
      modules.put(site, masked(site, shared.pair(), config.keep(), parameters));
    }
    return new SiteAdaptation(backbone, parameters, modules);
  }

  /** The pair of a role, of the shapes of its first site. */
  private record Prototype(Site like, LoraModule pair) {}

  private static Prototype prototype(Site site, Config config, Parameters parameters) {
    int rank = config.rank();
    String name = "shared." + site.role();
    NDArray a =
        parameters
            .initializer()
            .kaimingUniform(name + ".lora_A.weight", new Shape(rank, site.in()), site.in());
    NDArray b = parameters.initializer().constant(new Shape(site.out(), rank), 0);
    return new Prototype(
        site,
        new LoraModule(
            parameters.train(name + ".lora_A.weight", a),
            parameters.train(name + ".lora_B.weight", b),
            config.alpha() / rank,
            config.dropout()));
  }

  private static void checkShape(Site like, Site site) {
    if (like.in() != site.in() || like.out() != site.out()) {
      throw new UserError(
          "propetl-lora config: targets of a role must have one shape, %s differs from %s",
          site, like);
    }
  }

  private static MaskedLora masked(Site site, LoraModule pair, double keep, Parameters parameters) {
    Shape a = pair.a().getShape();
    Shape b = pair.b().getShape();
    int rank = Math.toIntExact(b.get(1));
    return new MaskedLora(
        pair,
        Mask.train(parameters, site.module() + ".lora_A.mask", a, site.in(), keep),
        Mask.train(parameters, site.module() + ".lora_B.mask", b, rank, keep));
  }

  /** One site's view of the pair. */
  private record MaskedLora(LoraModule shared, Mask maskA, Mask maskB) implements SiteModule {
    private LoraModule selected(Ops ops) {
      return new LoraModule(
          maskA.select(ops, shared.a()),
          maskB.select(ops, shared.b()),
          shared.scale(),
          shared.dropout());
    }

    @Override
    public NDArray apply(Ops ops, NDArray x, Linear base) {
      return selected(ops).apply(ops, x, base);
    }

    @Override
    public Linear merge(Ops ops, Linear base) {
      return selected(ops).merge(ops, base);
    }
  }
}
