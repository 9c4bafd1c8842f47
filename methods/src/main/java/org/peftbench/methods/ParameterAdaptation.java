package org.peftbench.methods;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.Ops;

/** An adaptation that trains copies of the checkpoint's own parameters. */
public final class ParameterAdaptation implements Adaptation {
  private final Parameters parameters;
  private final Map<String, NDArray> replacements = new LinkedHashMap<>();
  private final Taps taps;

  /** Puts each trainable in the place of the frozen parameter of its name. */
  public ParameterAdaptation(Parameters parameters) {
    this(parameters, UnaryOperator.identity());
  }

  /**
   * Puts trainables in the places of frozen parameters.
   *
   * @param checkpointName a trainable's name to that of the parameter it replaces
   */
  public ParameterAdaptation(Parameters parameters, UnaryOperator<String> checkpointName) {
    this.parameters = parameters;
    Taps.Builder builder = Taps.builder();
    for (Trainable trained : parameters.trainables()) {
      String replaced = checkpointName.apply(trained.name());
      replacements.put(replaced, trained.array());
      builder.parameter(replaced, trained.array());
    }
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
    replacements.forEach((name, trained) -> merged.put(name, ops.detach(trained)));
    return Merged.checked(ops, merged);
  }

  @Override
  public void close() {
    parameters.close();
  }
}
