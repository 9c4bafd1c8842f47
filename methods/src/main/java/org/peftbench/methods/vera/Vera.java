package org.peftbench.methods.vera;

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
import org.peftbench.methods.PeftForm;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.SiteAdaptation;
import org.peftbench.methods.Targets;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;

/**
 * Adds a product of two random matrices that all sites share, scaled by two trained vectors a site.
 *
 * <p>The random matrices are as large as the largest site in either direction; each site takes what
 * it needs from the upper left.
 */
public final class Vera implements PeftMethod<Vera.Config> {
  private static final String A = "vera_A";
  private static final String B = "vera_B";

  /** Names of what all sites share. */
  static final List<String> SHARED = List.of(A, B);

  /**
   * The published defaults are rank 256, λ_d from 0.1, on queries and values.
   *
   * @param rank r, of the random product; it may exceed the matrices' own
   * @param dInitial start of λ_d
   * @param dropout on what enters A, in training
   * @param targets roles of the linear maps it is added to
   */
  public record Config(int rank, double dInitial, double dropout, List<String> targets) {
    public Config {
      Checks.atLeast("rank", rank, 1);
      Checks.positive("d_initial", dInitial);
      Checks.probability("dropout", dropout);
      targets = Checks.roles("targets", targets);
    }
  }

  @Override
  public String name() {
    return "vera";
  }

  @Override
  public Config defaults() {
    return new Config(256, 0.1, 0, List.of("query", "value"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "VeRA: vector-based random matrix adaptation",
        "y = xWᵀ + b + λ_b ⊙ ((λ_d ⊙ dropout(x)Aᵀ)Bᵀ), A and B random and shared",
        "Kopiczko, Blankevoort, Asano 2023, arXiv 2310.11454, equation 2",
        "Far fewer parameters than LoRA at like quality; wants a rate about ten times LoRA's.");
  }

  @Override
  public PeftForm peftForm() {
    return new VeraPeftForm();
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    List<Site> sites = Targets.selectLinear(backbone, config.targets());
    Parameters parameters = new Parameters(backbone, seed);
    int in = sites.stream().mapToInt(Site::in).max().orElseThrow();
    int out = sites.stream().mapToInt(Site::out).max().orElseThrow();
    NDArray a = projection(A, config.rank(), in, parameters);
    NDArray b = projection(B, out, config.rank(), parameters);
    Map<Site, VeraModule> modules = new LinkedHashMap<>();
    for (Site site : sites) {
      modules.put(
          site,
          new VeraModule(
              a,
              b,
              vector(site, "vera_lambda_d", config.rank(), config.dInitial(), parameters),
              vector(site, "vera_lambda_b", site.out(), 0, parameters),
              config.dropout()));
    }
    return new SiteAdaptation(backbone, parameters, modules);
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    List<Site> sites = Targets.selectLinear(outline, config.targets());
    long rank = config.rank();
    long in = sites.stream().mapToInt(Site::in).max().orElseThrow();
    long out = sites.stream().mapToInt(Site::out).max().orElseThrow();
    return Cost.of(
            sites,
            site -> {
              long vectors = rank + site.out();
              return Cost.merging(vectors, rank * (site.in() + site.out()) + vectors);
            })
        .remembering(rank * (in + out));
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("d + r", "2dr + d + r");
  }

  /** Kaiming's uniform with the gain of a ReLU: U(±√(6/fan-in)), [rows, columns]. */
  private static NDArray projection(String name, int rows, int columns, Parameters parameters) {
    Shape shape = new Shape(rows, columns);
    double bound = Math.sqrt(6.0 / columns);
    return parameters.remember(name, parameters.initializer().uniform(name, shape, bound));
  }

  private static NDArray vector(
      Site site, String part, int size, double value, Parameters parameters) {
    NDArray start = parameters.initializer().constant(new Shape(size), value);
    return parameters.trainUndecayed(site.module() + "." + part, start);
  }
}
