package org.peftbench.methods.parts;

import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.TapAdaptation;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Taps;

/** A method that is nothing but dense bottleneck adapters, all of one kind. */
public abstract class AdapterFamily implements PeftMethod<AdapterConfig> {
  private final Insertion insertion;
  private final AdapterInit init;

  /** A method whose adapters stand there and start so. */
  protected AdapterFamily(Insertion insertion, AdapterInit init) {
    this.insertion = insertion;
    this.init = init;
  }

  @Override
  public final Cost cost(Outline outline, AdapterConfig config) {
    return Adapters.cost(name(), outline, config);
  }

  @Override
  public final CostFormula costFormula() {
    return new CostFormula("2db + d + b", "2db");
  }

  @Override
  public final Adaptation attach(Backbone backbone, AdapterConfig config, long seed) {
    Parameters parameters = new Parameters(backbone, seed);
    Taps.Builder taps = Taps.builder();
    Adapters.hang(name(), taps, backbone, config, insertion, init, parameters);
    return new TapAdaptation(parameters, taps.build());
  }
}
