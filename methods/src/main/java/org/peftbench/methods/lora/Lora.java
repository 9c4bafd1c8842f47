package org.peftbench.methods.lora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Checks;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.SiteAdaptation;
import org.peftbench.methods.SiteModule;
import org.peftbench.methods.Targets;
import org.peftbench.models.Backbone;
import org.peftbench.models.Linear;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.UserError;

/**
 * Adds {@code s·BA} to frozen matrices, with A [r, in] random, B [out, r] zero at the start and s =
 * α/r.
 */
public final class Lora implements PeftMethod<Lora.Config> {
  /**
   * The published defaults are rank 8, alpha 8, on queries and values.
   *
   * @param rank r, of the added product
   * @param alpha α; the product is scaled by α/r
   * @param dropout on what enters A, in training
   * @param targets roles of the linear maps it is added to
   */
  public record Config(int rank, double alpha, double dropout, List<String> targets) {
    public Config {
      Checks.atLeast("rank", rank, 1);
      Checks.positive("alpha", alpha);
      Checks.probability("dropout", dropout);
      targets = Checks.roles("targets", targets);
    }
  }

  @Override
  public String name() {
    return "lora";
  }

  @Override
  public Config defaults() {
    return new Config(8, 8, 0, List.of("query", "value"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "LoRA: low-rank adaptation",
        "y = xWᵀ + b + (α/r)·dropout(x)AᵀBᵀ",
        "Hu et al. 2021, arXiv 2106.09685, equation 3",
        "The common choice: robust to its settings, merges into the weights without cost at inference.");
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    Parameters parameters = new Parameters(backbone, seed);
    Map<Site, LoraModule> modules = new LinkedHashMap<>();
    for (Site site : Targets.selectLinear(backbone, config.targets())) {
      modules.put(site, module(site, config, parameters));
    }
    return new SiteAdaptation(backbone, parameters, modules);
  }

  private static LoraModule module(Site site, Config config, Parameters parameters) {
    int rank = config.rank();
    if (rank > Math.min(site.in(), site.out())) {
      throw new UserError(
          "lora config: rank must be <= %d, the smaller side of %s, got %d",
          Math.min(site.in(), site.out()), site, rank);
    }
    String nameA = site.module() + ".lora_A.weight";
    String nameB = site.module() + ".lora_B.weight";
    Shape shapeA = new Shape(rank, site.in());
    NDArray a = parameters.initializer().kaimingUniform(nameA, shapeA, site.in());
    NDArray b = parameters.initializer().constant(new Shape(site.out(), rank), 0);
    return new LoraModule(
        parameters.train(nameA, a),
        parameters.train(nameB, b),
        config.alpha() / rank,
        config.dropout());
  }

  /** One site's pair: A [r, in], B [out, r]. */
  private record LoraModule(NDArray a, NDArray b, double scale, double dropout)
      implements SiteModule {
    @Override
    public NDArray apply(Ops ops, NDArray x, Linear base) {
      NDArray narrow = ops.scale(ops.linear(ops.dropout(x, dropout), a), scale); // [..., r]
      return ops.add(base.forward(ops, x), ops.linear(narrow, b));
    }

    @Override
    public Linear merge(Ops ops, Linear base) {
      NDArray delta = ops.scale(ops.matmul(b, a), scale); // [out, in]
      return new Linear(base.site(), ops.add(base.weight(), delta), base.bias());
    }
  }
}
