package org.peftbench.methods.krona;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
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
import org.peftbench.methods.Targets;
import org.peftbench.methods.kronecker.Divisors;
import org.peftbench.methods.kronecker.Kronecker;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;

/**
 * Adds {@code s·A ⊗ B}, with A [rows, columns] random and B [out/rows, in/columns] zero at the
 * start.
 */
public final class KronA implements PeftMethod<KronA.Config> {
  /**
   * On queries and values, with about as many parameters as LoRA of rank 1 has; the paper tunes the
   * scale for each task.
   *
   * @param rows of A, dividing the output width; 0 for the divisor just below its square root
   * @param columns of A, dividing the input width; 0 for the divisor just above its square root
   * @param scale s
   * @param targets roles of the linear maps it is added to
   */
  public record Config(int rows, int columns, double scale, List<String> targets) {
    public Config {
      Checks.atLeast("rows", rows, 0);
      Checks.atLeast("columns", columns, 0);
      Checks.positive("scale", scale);
      targets = Checks.roles("targets", targets);
    }
  }

  @Override
  public String name() {
    return "krona";
  }

  @Override
  public Config defaults() {
    return new Config(0, 0, 1, List.of("query", "value"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "KronA: Kronecker adapter",
        "y = x(W + s·A ⊗ B)ᵀ + b",
        "Edalati et al. 2022, arXiv 2212.10650",
        "As few parameters as LoRA of rank 1, yet of full rank; wants its scale tuned.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    return Cost.of(
        Targets.selectLinear(outline, config.targets()),
        site -> {
          long rows = rows(site, config);
          long columns = columns(site, config);
          long rest = site.out() / rows;
          return Cost.merging(
              rows * columns + rest * (site.in() / columns),
              Kronecker.multiplyAdds(site, rows, columns));
        });
  }

  /** Exact where d is a square; between the divisors next to √d otherwise. */
  @Override
  public CostFormula costFormula() {
    return new CostFormula("2d", "2d√d");
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    List<Site> sites = Targets.selectLinear(backbone, config.targets());
    Parameters parameters = new Parameters(backbone, seed);
    Map<Site, Kronecker> modules = new LinkedHashMap<>();
    for (Site site : sites) {
      modules.put(site, module(site, config, parameters));
    }
    return new SiteAdaptation(backbone, parameters, modules);
  }

  private Kronecker module(Site site, Config config, Parameters parameters) {
    int rows = rows(site, config);
    int columns = columns(site, config);
    String nameA = site.module() + ".krona_A";
    Shape shapeA = new Shape(rows, columns);
    NDArray a =
        parameters.train(nameA, parameters.initializer().kaimingUniform(nameA, shapeA, columns));
    Shape shapeB = new Shape(site.out() / rows, site.in() / columns);
    NDArray b =
        parameters.train(site.module() + ".krona_B", parameters.initializer().constant(shapeB, 0));
    return new Kronecker(ops -> a, ops -> b, config.scale());
  }

  private int rows(Site site, Config config) {
    int rows = config.rows() == 0 ? Divisors.even(site.out()).coarse() : config.rows();
    Checks.divides(name(), "rows", rows, "output width", site.out(), site);
    return rows;
  }

  private int columns(Site site, Config config) {
    int columns = config.columns() == 0 ? Divisors.even(site.in()).fine() : config.columns();
    Checks.divides(name(), "columns", columns, "input width", site.in(), site);
    return columns;
  }
}
