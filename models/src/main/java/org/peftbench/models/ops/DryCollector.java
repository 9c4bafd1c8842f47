package org.peftbench.models.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;

/** Goes back through what a ledger has booked. */
record DryCollector(Ledger ledger) implements GradientCollector {
  @Override
  public void backward(NDArray target) {
    ledger.backward(target);
  }

  @Override
  public void zeroGradients() {
    // gradients have no numbers either
  }

  @Override
  public void close() {
    ledger.forget(0); // what no gradient came through
  }
}
