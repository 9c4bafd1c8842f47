package org.peftbench.methods.headonly;

import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.ParameterAdaptation;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftMethod;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;

/** Trains no parameter of the backbone. */
public final class HeadOnly implements PeftMethod<HeadOnly.Config> {
  /** Nothing to choose. */
  public record Config() {}

  @Override
  public String name() {
    return "head-only";
  }

  @Override
  public Config defaults() {
    return new Config();
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "Head only (linear probe)",
        "y = xWᵀ + b, nothing of it trained",
        "Alain and Bengio 2016, arXiv 1610.01644",
        "The floor: what the frozen features give by themselves. A method below it does harm.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    return Cost.NONE;
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("0", "0");
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    return new ParameterAdaptation(new Parameters(backbone, seed));
  }
}
