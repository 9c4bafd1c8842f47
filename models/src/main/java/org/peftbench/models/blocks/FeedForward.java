package org.peftbench.models.blocks;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.Linear;
import org.peftbench.models.ops.Ops;

/**
 * Two linear maps with an activation between them, or three where a gate's activation multiplies
 * (Shazeer 2020, arXiv 2002.05202).
 *
 * @param gate null where there is none
 */
public record FeedForward(@Nullable Linear gate, Linear up, Linear down, Activation activation) {

  /** x [..., hidden] to the same. */
  public NDArray forward(Pass pass, NDArray x) {
    Ops ops = pass.ops();
    NDArray wide = pass.linear(x, up); // [..., intermediate]
    if (gate == null) {
      wide = pass.taps().output(ops, up.site(), activation.apply(ops, wide));
    } else {
      NDArray opened = activation.apply(ops, pass.linear(x, gate));
      opened = pass.taps().output(ops, gate.site(), opened);
      wide = ops.multiply(opened, pass.taps().output(ops, up.site(), wide));
    }
    return pass.linear(wide, down);
  }
}
