package org.peftbench.methods.propetl;

import ai.djl.ndarray.NDArray;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.parts.Dense;
import org.peftbench.methods.parts.Projection;
import org.peftbench.models.ops.Ops;

/** A shared layer of whose weight a mask selects a part; its bias is shared as a whole. */
record MaskedDense(Dense shared, Mask mask) implements Projection {
  static MaskedDense train(Parameters parameters, String name, Dense shared, double keep) {
    int fan = Math.toIntExact(shared.weight().getShape().get(0));
    return new MaskedDense(
        shared, Mask.train(parameters, name, shared.weight().getShape(), fan, keep));
  }

  @Override
  public NDArray forward(Ops ops, NDArray x) {
    return ops.linear(x, mask.select(ops, shared.weight()), shared.bias());
  }
}
