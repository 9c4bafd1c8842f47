package org.peftbench.models;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.ops.Ops;

/**
 * A linear map of the backbone as a tap sees it.
 *
 * @param site where it is
 * @param weight [out, in]
 * @param bias [out], or null
 */
public record Linear(Site site, NDArray weight, @Nullable NDArray bias) {
  /** {@code xWᵀ + b}: x [..., in] to [..., out]. */
  public NDArray forward(Ops ops, NDArray x) {
    return bias == null ? ops.linear(x, weight) : ops.linear(x, weight, bias);
  }
}
