package org.peftbench.methods;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import org.peftbench.models.Taps;

/** An adaptation made of taps that do not fold into the weights. */
public final class TapAdaptation implements Adaptation {
  private final Parameters parameters;
  private final Taps taps;

  /** Taps over trained parameters, which are owned from here on. */
  public TapAdaptation(Parameters parameters, Taps taps) {
    this.parameters = parameters;
    this.taps = taps;
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
  public Map<String, NDArray> buffers() {
    return parameters.buffers();
  }

  @Override
  public void close() {
    parameters.close();
  }
}
