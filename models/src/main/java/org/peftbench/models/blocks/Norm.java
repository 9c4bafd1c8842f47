package org.peftbench.models.blocks;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.Ops;

/**
 * A normalisation of the last axis at its site.
 *
 * @param weight [width]
 * @param bias [width]; null for a norm by the root of the mean square (Zhang and Sennrich 2019,
 *     arXiv 1910.07467), which takes no mean off
 * @param epsilon added to the variance
 */
public record Norm(Site site, NDArray weight, @Nullable NDArray bias, double epsilon) {
  /** x [..., width] to the same. */
  public NDArray forward(Ops ops, NDArray x, Taps taps) {
    NDArray scale = taps.parameter(site.weight(), weight);
    NDArray normal =
        bias == null
            ? ops.rmsNorm(x, scale, epsilon)
            : ops.layerNorm(x, scale, taps.parameter(site.bias(), bias), epsilon);
    return taps.output(ops, site, normal);
  }
}
