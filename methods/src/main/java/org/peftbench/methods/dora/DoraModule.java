package org.peftbench.methods.dora;

import ai.djl.ndarray.NDArray;
import org.peftbench.methods.SiteModule;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.models.Linear;
import org.peftbench.models.ops.Ops;

/**
 * {@code y = m/‖W + s·BA‖ ⊙ x(W + s·BA)ᵀ + b}, with the norm of each row a constant to the gradient
 * (section 4.3).
 *
 * <p>Dropout, as in Hugging Face peft, acts on what differs from the frozen map.
 *
 * @param pair A and B
 * @param magnitude m [out]
 */
record DoraModule(LoraModule pair, NDArray magnitude) implements SiteModule {
  /** Length of each row: [out, in] to [out]. */
  static NDArray rowNorms(Ops ops, NDArray weight) {
    return ops.sqrt(ops.sum(ops.multiply(weight, weight), false, 1));
  }

  @Override
  public NDArray apply(Ops ops, NDArray x, Linear base) {
    NDArray weight = base.weight();
    NDArray norms = rowNorms(ops, ops.add(weight, ops.detach(pair.delta(ops))));
    NDArray ratio = ops.divide(magnitude, norms); // [out]
    NDArray dropped = ops.dropout(x, pair.dropout());
    NDArray product = pair.product(ops, dropped); // [..., out]
    NDArray plain = ops.linear(dropped, weight);
    NDArray y = ops.multiply(ops.add(plain, product), ratio);
    if (dropped != x) {
      y = ops.add(y, ops.linear(ops.subtract(x, dropped), weight));
    }
    return base.bias() == null ? y : ops.add(y, base.bias());
  }

  @Override
  public Linear merge(Ops ops, Linear base) {
    NDArray weight = ops.add(base.weight(), pair.delta(ops)); // [out, in]
    NDArray ratio = ops.divide(magnitude, rowNorms(ops, weight));
    NDArray rows = ops.reshape(ratio, base.site().out(), 1);
    return new Linear(base.site(), ops.multiply(weight, rows), base.bias());
  }
}
