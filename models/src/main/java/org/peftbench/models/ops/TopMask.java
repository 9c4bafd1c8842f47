package org.peftbench.models.ops;

import ai.djl.ndarray.NDArray;

/** A binary mask chosen by trained scores, with a straight-through gradient. */
public final class TopMask {
  private TopMask() {}

  /**
   * 0 where {@code |scores|} is among the {@code dropped} smallest, 1 elsewhere; the gradient of
   * the mask is taken for that of {@code |scores|}. Among equals the first are dropped.
   */
  public static NDArray of(Ops ops, NDArray scores, int dropped) {
    return ops.kernel("top_mask", scores, ops.number(dropped));
  }
}
