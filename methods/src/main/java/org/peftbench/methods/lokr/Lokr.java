package org.peftbench.methods.lokr;

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
import org.peftbench.methods.kronecker.Divisors;
import org.peftbench.methods.kronecker.Kronecker;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.results.base.UserError;

/**
 * Adds {@code s·w1 ⊗ w2}, where a factor is a product of rank r if that is less than half its
 * longer side.
 */
public final class Lokr implements PeftMethod<Lokr.Config> {
  /**
   * The defaults are those of Hugging Face peft: rank 8, alpha 8, on queries and values.
   *
   * @param rank r, of a factor that is decomposed
   * @param alpha α; what is added is scaled by α/r, whether or not a factor is decomposed
   * @param decomposeBoth whether w1 may be decomposed as well as w2
   * @param decomposeFactor sides of w1, where they divide; −1 for the most even cut
   * @param targets roles of the linear maps it is added to
   */
  public record Config(
      int rank, double alpha, boolean decomposeBoth, int decomposeFactor, List<String> targets) {
    public Config {
      Checks.atLeast("rank", rank, 1);
      Checks.positive("alpha", alpha);
      if (decomposeFactor != -1 && decomposeFactor < 1) {
        throw new UserError("decompose_factor must be -1 or >= 1, got %d", decomposeFactor);
      }
      targets = Checks.roles("targets", targets);
    }

    private Divisors cut(int length) {
      return decomposeFactor == -1 ? Divisors.even(length) : Divisors.near(length, decomposeFactor);
    }

    /** Whether a factor is trained in full. */
    private boolean isSmall(int rows, int columns) {
      return 2 * rank >= Math.max(rows, columns);
    }

    private long size(int rows, int columns, boolean decomposed) {
      return decomposed ? (long) rank * (rows + columns) : (long) rows * columns;
    }
  }

  @Override
  public String name() {
    return "lokr";
  }

  @Override
  public Config defaults() {
    return new Config(8, 8, false, -1, List.of("query", "value"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "LoKr: low-rank Kronecker product",
        "y = x(W + (α/r)·w1 ⊗ w2)ᵀ + b, w2 = w2a·w2b",
        "Yeh et al. 2023, arXiv 2309.14859 (LyCORIS)",
        "Fewest parameters of its family, full rank; the cut of the sides decides what it can express.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    return Cost.of(
        sites(outline, config),
        site -> {
          Divisors out = config.cut(site.out());
          Divisors in = config.cut(site.in());
          boolean both = config.decomposeBoth() && !config.isSmall(out.coarse(), in.coarse());
          boolean right = !config.isSmall(out.fine(), in.fine());
          return Cost.merging(
              config.size(out.coarse(), in.coarse(), both)
                  + config.size(out.fine(), in.fine(), right),
              Kronecker.multiplyAdds(site, out.coarse(), in.coarse()));
        });
  }

  /** Where d is a square and r less than half its root; the right factor is whole otherwise. */
  @Override
  public CostFormula costFormula() {
    return new CostFormula("d + 2r√d", "2d√d");
  }

  private List<Site> sites(Outline outline, Config config) {
    return Targets.selectLinear(name(), outline, config.targets(), config.rank());
  }

  @Override
  public PeftForm peftForm() {
    return new SitePeftForm(
        new PeftSettings(
            "LOKR",
            Map.of(
                "rank",
                "r",
                "alpha",
                "alpha",
                "decompose_both",
                "decompose_both",
                "decompose_factor",
                "decompose_factor"),
            Map.of(),
            Set.of("rank_dropout", "module_dropout")));
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    List<Site> sites = sites(backbone, config);
    Parameters parameters = new Parameters(backbone, seed);
    Map<Site, Kronecker> modules = new LinkedHashMap<>();
    sites.forEach(site -> modules.put(site, module(site, config, parameters)));
    return new SiteAdaptation(backbone, parameters, modules);
  }

  private static Kronecker module(Site site, Config config, Parameters parameters) {
    Divisors out = config.cut(site.out());
    Divisors in = config.cut(site.in());
    Factors factors = new Factors(site, config, parameters);
    return new Kronecker(
        factors.left(out.coarse(), in.coarse(), config.decomposeBoth()),
        factors.right(out.fine(), in.fine()),
        config.alpha() / config.rank());
  }

  /** Makes one site's factors. */
  private record Factors(Site site, Config config, Parameters parameters) {
    /** w1, or w1a·w1b, zero at the start. */
    Kronecker.Factor left(int rows, int columns, boolean decompose) {
      if (!decompose || config.isSmall(rows, columns)) {
        NDArray w1 = zeros("lokr_w1", rows, columns);
        return ops -> w1;
      }
      NDArray a = zeros("lokr_w1_a", rows, config.rank());
      NDArray b = random("lokr_w1_b", config.rank(), columns);
      return ops -> ops.matmul(a, b);
    }

    /** w2, or w2a·w2b, random at the start. */
    Kronecker.Factor right(int rows, int columns) {
      if (config.isSmall(rows, columns)) {
        NDArray w2 = random("lokr_w2", rows, columns);
        return ops -> w2;
      }
      NDArray a = random("lokr_w2_a", rows, config.rank());
      NDArray b = random("lokr_w2_b", config.rank(), columns);
      return ops -> ops.matmul(a, b);
    }

    private NDArray zeros(String part, int rows, int columns) {
      NDArray zeros = parameters.initializer().constant(new Shape(rows, columns), 0);
      return parameters.train(site.module() + "." + part, zeros);
    }

    private NDArray random(String part, int rows, int columns) {
      String name = site.module() + "." + part;
      Shape shape = new Shape(rows, columns);
      return parameters.train(name, parameters.initializer().kaimingUniform(name, shape, columns));
    }
  }
}
