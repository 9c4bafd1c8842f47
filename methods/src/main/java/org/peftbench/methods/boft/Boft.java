package org.peftbench.methods.boft;

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
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;

/**
 * Rotates the input by a product of sparse orthogonal factors, each of blocks laid over other
 * pieces of the input, and scales the rows of W.
 */
public final class Boft implements PeftMethod<Boft.Config> {
  /**
   * The defaults are those of Hugging Face peft: blocks of 4, one factor, on queries and values.
   *
   * @param blockSize of the rotated pieces
   * @param factors of the butterfly; {@code block_size · 2^(factors − 1)} divides the input width
   * @param targets roles of the linear maps whose input is rotated
   */
  public record Config(int blockSize, int factors, List<String> targets) {
    public Config {
      Checks.atLeast("block_size", blockSize, 2);
      Checks.atLeast("factors", factors, 1);
      if (factors > 1) {
        Checks.even("block_size", blockSize);
        Checks.atMost("factors", factors, 16);
      }
      targets = Checks.roles("targets", targets);
    }
  }

  @Override
  public String name() {
    return "boft";
  }

  @Override
  public Config defaults() {
    return new Config(4, 1, List.of("query", "value"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "BOFT: orthogonal butterfly fine-tuning",
        "y = s ⊙ (xRWᵀ) + b, R = B_m⋯B_1, B_i = P_i diag(R_i1, …) P_iᵀ, R_ij orthogonal by Cayley",
        "Liu et al. 2024, arXiv 2311.06243",
        "Denser rotations than OFT's for the same count; each factor costs time in every step.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    return Cost.of(
        Targets.selectLinear(outline, config.targets()),
        site -> {
          checkBlocks(config, site);
          long rotations = (long) config.factors() * site.in() * config.blockSize();
          return Cost.merging(rotations + site.out(), rotations);
        });
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("mds + d", "mds");
  }

  @Override
  public PeftForm peftForm() {
    return new SitePeftForm(
        new PeftSettings(
            "BOFT",
            Map.of("block_size", "boft_block_size", "factors", "boft_n_butterfly_factor"),
            Map.of("boft_block_num", 0),
            Set.of("boft_dropout")));
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    Parameters parameters = new Parameters(backbone, seed);
    Map<Site, Butterfly> modules = new LinkedHashMap<>();
    int size = config.blockSize();
    for (Site site : Targets.selectLinear(backbone, config.targets())) {
      checkBlocks(config, site);
      Shape shape = new Shape(config.factors(), site.in() / size, size, size);
      NDArray zeros = parameters.initializer().constant(shape, 0);
      NDArray ones = parameters.initializer().constant(new Shape(site.out(), 1), 1);
      modules.put(
          site,
          new Butterfly(
              parameters.train(site.module() + ".boft_R", zeros),
              parameters.trainUndecayed(site.module() + ".boft_s", ones)));
    }
    return new SiteAdaptation(backbone, parameters, modules);
  }

  private void checkBlocks(Config config, Site site) {
    Checks.divides(
        name(),
        config.factors() == 1 ? "block_size" : "block_size * 2^(factors - 1)",
        config.blockSize() << (config.factors() - 1),
        "input width",
        site.in(),
        site);
  }
}
