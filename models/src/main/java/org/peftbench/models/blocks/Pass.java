package org.peftbench.models.blocks;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.Linear;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.Ops;

/**
 * What all layers share on one way through a stack.
 *
 * @param dropout probability, in training only
 * @param cache keys and values of earlier positions; null where the whole text is given at once
 */
public record Pass(Ops ops, Taps taps, double dropout, @Nullable KeyValueCache cache) {
  /** A linear map at its site, its parameters replaced by trained ones if there are any. */
  public NDArray linear(NDArray x, Linear frozen) {
    NDArray bias = frozen.bias();
    Linear base =
        new Linear(
            frozen.site(),
            taps.parameter(frozen.site().weight(), frozen.weight()),
            bias == null ? null : taps.parameter(frozen.site().bias(), bias));
    return taps.linear(ops, x, base);
  }

  /** Dropout with this pass's probability. */
  public NDArray dropout(NDArray x) {
    return ops.dropout(x, dropout);
  }
}
