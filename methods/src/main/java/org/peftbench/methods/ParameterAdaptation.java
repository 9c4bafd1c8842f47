package org.peftbench.methods;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.Ops;

/** An adaptation that trains copies of the checkpoint's own parameters, under their own names. */
public final class ParameterAdaptation implements Adaptation {
  private final Parameters parameters;
  private final Taps taps;

  /** Puts each trainable in the place of the frozen parameter of its name. */
  public ParameterAdaptation(Parameters parameters) {
    this.parameters = parameters;
    Taps.Builder builder = Taps.builder();
    parameters.trainables().forEach(trained -> builder.parameter(trained.name(), trained.array()));
    taps = builder.build();
  }

  @Override
  public Taps taps() {
    return taps;
  }

  @Override
  public List<Trainable> trainables() {
    return parameters.trainables();
  }

  @Override
  public Map<String, NDArray> merged(Ops ops) {
    Map<String, NDArray> merged = new LinkedHashMap<>();
    trainables().forEach(trained -> merged.put(trained.name(), ops.detach(trained.array())));
    return merged;
  }

  @Override
  public void close() {
    parameters.close();
  }
}
