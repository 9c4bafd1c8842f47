package org.peftbench.methods.full;

import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.ParameterAdaptation;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftMethod;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;

/** Trains a copy of every parameter. */
public final class Full implements PeftMethod<Full.Config> {
  /** Nothing to choose. */
  public record Config() {}

  @Override
  public String name() {
    return "full";
  }

  @Override
  public Config defaults() {
    return new Config();
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "Full fine-tuning",
        "y = xW'ᵀ + b', all of W' and b' trained",
        "Devlin et al. 2019, arXiv 1810.04805",
        "The ceiling in quality where data suffice, and the dearest in memory and storage.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    return Cost.merging(outline.sizes().values().stream().mapToLong(size -> size).sum(), 0);
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("d² + d", "0");
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    Parameters parameters = new Parameters(backbone, seed);
    backbone.parameters().forEach(parameters::trainCopy);
    return new ParameterAdaptation(parameters);
  }
}
