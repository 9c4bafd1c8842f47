package org.peftbench.methods.ia3;

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
import org.peftbench.methods.SiteModule;
import org.peftbench.methods.Targets;
import org.peftbench.models.Backbone;
import org.peftbench.models.Linear;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.UserError;

/**
 * Rescales keys, values and the inner activations of the feed-forward by vectors that start at 1.
 */
public final class Ia3 implements PeftMethod<Ia3.Config> {
  /**
   * Where it acts.
   *
   * @param targets roles of linear maps to rescale
   * @param feedforward those of them whose input is rescaled instead of their output
   */
  public record Config(List<String> targets, List<String> feedforward) {
    public Config {
      targets = Checks.roles("targets", targets);
      feedforward = List.copyOf(feedforward);
      if (!targets.containsAll(feedforward)) {
        throw new UserError("feedforward %s must be among the targets %s", feedforward, targets);
      }
    }

    private boolean scalesInput(Site site) {
      return feedforward.contains(site.role().toString());
    }
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    return Cost.of(
        Targets.selectLinear(outline, config.targets()),
        site -> {
          int width = config.scalesInput(site) ? site.in() : site.out();
          return Cost.merging(width, width);
        });
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("d", "d");
  }

  @Override
  public String name() {
    return "ia3";
  }

  @Override
  public Config defaults() {
    return new Config(List.of("key", "value", "ffn_down"), List.of("ffn_down"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "IA3: infused adapter by inhibiting and amplifying inner activations",
        "y = l ⊙ (xWᵀ + b) for keys and values; y = (l ⊙ x)Wᵀ + b for the feed-forward",
        "Liu et al. 2022, arXiv 2205.05638, section 3.3",
        "Very few parameters; wants a learning rate ten times LoRA's or more.");
  }

  @Override
  public PeftForm peftForm() {
    return new Ia3PeftForm();
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    Parameters parameters = new Parameters(backbone, seed);
    Map<Site, SiteModule> modules = new LinkedHashMap<>();
    for (Site site : Targets.selectLinear(backbone, config.targets())) {
      String name = site.module() + ".ia3_l";
      if (config.scalesInput(site)) {
        NDArray ones = parameters.initializer().constant(new Shape(1, site.in()), 1);
        modules.put(site, new ScaledInput(parameters.trainUndecayed(name, ones)));
      } else {
        NDArray ones = parameters.initializer().constant(new Shape(site.out(), 1), 1);
        modules.put(site, new ScaledOutput(parameters.trainUndecayed(name, ones)));
      }
    }
    return new SiteAdaptation(backbone, parameters, modules);
  }

  /** y = l ⊙ (xWᵀ + b) with l [out, 1]. */
  private record ScaledOutput(NDArray scale) implements SiteModule {
    @Override
    public NDArray apply(Ops ops, NDArray x, Linear base) {
      return ops.multiply(base.forward(ops, x), ops.reshape(scale, -1));
    }

    @Override
    public Linear merge(Ops ops, Linear base) {
      NDArray bias = base.bias() == null ? null : ops.multiply(base.bias(), ops.reshape(scale, -1));
      return new Linear(base.site(), ops.multiply(base.weight(), scale), bias);
    }
  }

  /** y = (l ⊙ x)Wᵀ + b with l [1, in]. */
  private record ScaledInput(NDArray scale) implements SiteModule {
    @Override
    public NDArray apply(Ops ops, NDArray x, Linear base) {
      return base.forward(ops, ops.multiply(x, ops.reshape(scale, -1)));
    }

    @Override
    public Linear merge(Ops ops, Linear base) {
      return new Linear(base.site(), ops.multiply(base.weight(), scale), base.bias());
    }
  }
}
