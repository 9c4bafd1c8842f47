package org.peftbench.models.ops;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which layers of a stack a pass computes: those below one, or those from it on. The others hand on
 * what they are given.
 */
final class StackPart {
  private final int bound;
  private final @Nullable NDArray given;
  private @Nullable NDArray reached;
  private int number;

  /**
   * A part of a stack.
   *
   * @param bound the first layer above the cut, counted from 0
   * @param given what enters that layer, if layers from it on are computed; null if those below it
   *     are
   */
  StackPart(int bound, @Nullable NDArray given) {
    this.bound = bound;
    this.given = given;
  }

  NDArray forward(LayerPass layers, PassScope ops, NDArray x, UnaryOperator<NDArray> layer) {
    boolean below = number++ < bound;
    if (below == (given == null)) {
      NDArray y = layers.forward(ops, x, layer);
      if (below) {
        reached = y;
      }
      return y;
    }
    layers.reseed(ops); // a layer's dropout does not depend on whether those below were computed
    return below && number == bound ? given : x;
  }

  /** What the last layer below the cut has made. */
  NDArray reached() {
    if (reached == null) {
      throw new IllegalStateException("a stack of no layer below layer " + bound);
    }
    return reached;
  }
}
