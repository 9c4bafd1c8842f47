package org.peftbench.methods.oft;

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
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftForm;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftSettings;
import org.peftbench.methods.SiteAdaptation;
import org.peftbench.methods.SitePeftForm;
import org.peftbench.methods.Targets;
import org.peftbench.methods.orthogonal.Rotation;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;

/**
 * Rotates blocks of the input by orthogonal matrices, each Cayley's transform of a skew-symmetric
 * matrix Q whose upper triangle is trained from 0.
 */
public final class Oft implements PeftMethod<Oft.Config> {
  /**
   * The defaults are those of Hugging Face peft: blocks of 32, Neumann's series of five terms, on
   * queries and values.
   *
   * @param blockSize of the rotated pieces; divides the input width
   * @param neumann whether {@code (I + Q)(I − Q)⁻¹} is approximated by Neumann's series; if not,
   *     the rotation is {@code (I − Q)(I + Q)⁻¹} by a solver: the signs differ, as in peft
   * @param neumannTerms of the series, the identity included; with fewer than four peft departs
   *     from its own formula
   * @param blockShare whether one block serves all pieces of a site
   * @param targets roles of the linear maps whose input is rotated
   */
  public record Config(
      int blockSize, boolean neumann, int neumannTerms, boolean blockShare, List<String> targets) {
    public Config {
      Checks.atLeast("block_size", blockSize, 2);
      Checks.atLeast("neumann_terms", neumannTerms, 4);
      targets = Checks.roles("targets", targets);
    }
  }

  @Override
  public String name() {
    return "oft";
  }

  @Override
  public Config defaults() {
    return new Config(32, true, 5, false, List.of("query", "value"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "OFT: orthogonal fine-tuning",
        "y = (xR)Wᵀ + b, R = diag(R₁, …), Rᵢ = (I − Qᵢ)(I + Qᵢ)⁻¹, Qᵢ = −Qᵢᵀ",
        "Qiu et al. 2023, arXiv 2306.07280; the series: arXiv 2506.19847",
        "Keeps angles between neurons, so what was pretrained changes little; dearer a step than LoRA.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    int size = config.blockSize();
    return Cost.of(
        Targets.selectLinear(outline, config.targets()),
        site -> {
          Checks.divides(name(), "block_size", size, "input width", site.in(), site);
          long blocks = config.blockShare() ? 1 : site.in() / size;
          return Cost.merging(blocks * size * (size - 1) / 2, (long) site.in() * size);
        });
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("d(s - 1)/2", "ds");
  }

  @Override
  public PeftForm peftForm() {
    return new SitePeftForm(
        new PeftSettings(
            "OFT",
            Map.of(
                "block_size",
                "oft_block_size",
                "neumann",
                "use_cayley_neumann",
                "neumann_terms",
                "num_cayley_neumann_terms",
                "block_share",
                "block_share"),
            Map.of("r", 0),
            Set.of("module_dropout", "eps")));
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    Parameters parameters = new Parameters(backbone, seed);
    Map<Site, Rotation> modules = new LinkedHashMap<>();
    for (Site site : Targets.selectLinear(backbone, config.targets())) {
      int size = config.blockSize();
      Checks.divides(name(), "block_size", size, "input width", site.in(), site);
      int blocks = config.blockShare() ? 1 : site.in() / size;
      NDArray zeros =
          parameters.initializer().constant(new Shape(blocks, size * (size - 1) / 2), 0);
      NDArray triangles = parameters.train(site.module() + ".oft_R.weight", zeros);
      OrthogonalBlocks orthogonal =
          new OrthogonalBlocks(triangles, size, config.neumann() ? config.neumannTerms() : 0);
      modules.put(site, (ops, x) -> Rotation.byBlocks(ops, x, orthogonal.blocks(ops)));
    }
    return new SiteAdaptation(backbone, parameters, modules);
  }
}
