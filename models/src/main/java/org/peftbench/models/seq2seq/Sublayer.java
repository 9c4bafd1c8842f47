package org.peftbench.models.seq2seq;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import org.peftbench.models.Site;
import org.peftbench.models.blocks.Norm;
import org.peftbench.models.blocks.Pass;
import org.peftbench.models.ops.Ops;

/**
 * The frame of a sub-layer: dropout, residual and norm.
 *
 * @param normFirst whether the norm stands before the sub-layer rather than behind the residual
 */
record Sublayer(Site site, Norm norm, boolean normFirst) {
  /** x [batch, length, hidden] to the same, through what stands in the frame. */
  NDArray forward(Pass pass, NDArray x, UnaryOperator<NDArray> inner) {
    Ops ops = pass.ops();
    NDArray entering = normFirst ? norm.forward(ops, x, pass.taps()) : x;
    NDArray result = pass.dropout(inner.apply(entering));
    UnaryOperator<NDArray> rest =
        y -> normFirst ? ops.add(y, x) : norm.forward(ops, ops.add(y, x), pass.taps());
    return pass.taps().sublayer(ops, site, entering, result, rest);
  }
}
