package org.peftbench.methods.loha;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Checks;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.DeltaModule;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftForm;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftSettings;
import org.peftbench.methods.SiteAdaptation;
import org.peftbench.methods.SitePeftForm;
import org.peftbench.methods.Targets;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;

/**
 * Adds {@code s·(A₁B₁) ⊙ (A₂B₂)}: its rank may reach r², from two pairs of rank r, with A [out, r]
 * and B [r, in].
 */
public final class Loha implements PeftMethod<Loha.Config> {
  /**
   * The defaults are those of Hugging Face peft: rank 8, alpha 8, on queries and values.
   *
   * @param rank r, of each of the two products
   * @param alpha α; what is added is scaled by α/r
   * @param targets roles of the linear maps it is added to
   */
  public record Config(int rank, double alpha, List<String> targets) {
    public Config {
      Checks.atLeast("rank", rank, 1);
      Checks.positive("alpha", alpha);
      targets = Checks.roles("targets", targets);
    }
  }

  @Override
  public String name() {
    return "loha";
  }

  @Override
  public Config defaults() {
    return new Config(8, 8, List.of("query", "value"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "LoHa: low-rank Hadamard product",
        "y = x(W + (α/r)·(A₁B₁) ⊙ (A₂B₂))ᵀ + b",
        "Hyeon-Woo, Ye-Bin, Oh 2022, arXiv 2108.06098 (FedPara), proposition 1",
        "Higher rank than LoRA's for the same count; each step forms the whole matrix, so it is slower.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    return Cost.of(
        sites(outline, config),
        site -> Cost.merging(2L * config.rank() * (site.in() + site.out()), 0));
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("4dr", "0");
  }

  @Override
  public PeftForm peftForm() {
    return new SitePeftForm(
        new PeftSettings(
            "LOHA",
            Map.of("rank", "r", "alpha", "alpha"),
            Map.of(),
            Set.of("rank_dropout", "module_dropout")));
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    List<Site> sites = sites(backbone, config);
    Parameters parameters = new Parameters(backbone, seed);
    Map<Site, DeltaModule> modules = new LinkedHashMap<>();
    sites.forEach(site -> modules.put(site, module(site, config, parameters)));
    return new SiteAdaptation(backbone, parameters, modules);
  }

  private List<Site> sites(Outline outline, Config config) {
    return Targets.selectLinear(name(), outline, config.targets(), config.rank());
  }

  private static DeltaModule module(Site site, Config config, Parameters parameters) {
    int rank = config.rank();
    NDArray a1 = random(site, "hada_w1_a", site.out(), rank, parameters);
    NDArray b1 = random(site, "hada_w1_b", rank, site.in(), parameters);
    NDArray a2 = random(site, "hada_w2_a", site.out(), rank, parameters);
    NDArray zeros = parameters.initializer().constant(new Shape(rank, site.in()), 0);
    NDArray b2 = parameters.train(site.module() + ".hada_w2_b", zeros);
    double scale = config.alpha() / rank;
    return ops ->
        ops.multiply(ops.scale(ops.matmul(a1, b1), scale), ops.matmul(a2, b2)); // [out, in]
  }

  private static NDArray random(
      Site site, String part, int rows, int columns, Parameters parameters) {
    String name = site.module() + "." + part;
    Shape shape = new Shape(rows, columns);
    return parameters.train(name, parameters.initializer().kaimingUniform(name, shape, columns));
  }
}
