package org.peftbench.models.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** A bidirectional long short-term memory of one or more layers. */
public final class Lstm {
  private Lstm() {}

  /**
   * States of both directions side by side: x [batch, length, in] to [batch, length, 2·hidden].
   *
   * @param weights four arrays a layer and direction, forwards before backwards: input [4·hidden,
   *     in], recurrent [4·hidden, hidden], and a bias [4·hidden] for each; gates in the order
   *     input, forget, cell, output
   * @param dropout probability between layers, in training only
   */
  public static NDArray forward(Ops ops, NDArray x, List<NDArray> weights, double dropout) {
    long hidden = weights.get(1).getShape().get(1);
    NDArray start = ops.zeros(new Shape(weights.size() / 4, x.getShape().get(0), hidden));
    NDArray active = ops.number(ops.isTraining() ? dropout : 0);
    return ops.kernels("lstm", List.of(weights), x, start, active).get(0);
  }
}
