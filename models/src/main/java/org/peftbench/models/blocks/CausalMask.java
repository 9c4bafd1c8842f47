package org.peftbench.models.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftbench.models.ops.Ops;

/** Who may look at whom where text is read from left to right. */
public final class CausalMask {
  /** Far below any score, yet not so far that a sum of them overflows. */
  private static final double ABSENT = -1e9;

  private CausalMask() {}

  /**
   * What is added to the scores: 0 where there is a token, far below any score where there is none,
   * [batch, 1, 1, keys].
   *
   * @param mask 1 for a token and 0 for padding [batch, keys]
   */
  public static NDArray padding(Ops ops, NDArray mask) {
    Shape shape = mask.getShape();
    return ops.reshape(ops.scale(ops.shift(mask, -1), -ABSENT), shape.get(0), 1, 1, shape.get(1));
  }

  /**
   * The same between the last {@code queries} of so many keys and all of them: 0 for a key at or
   * before the query and less than {@code window} positions away, [1, 1, queries, keys].
   *
   * @param window 0 for any distance
   */
  public static NDArray causal(Ops ops, int queries, int keys, int window) {
    float[] bias = new float[queries * keys];
    for (int query = 0; query < queries; query++) {
      int place = keys - queries + query;
      for (int key = 0; key < keys; key++) {
        boolean seen = key <= place && (window == 0 || place - key < window);
        bias[query * keys + key] = seen ? 0 : (float) ABSENT;
      }
    }
    return ops.floats(bias, new Shape(1, 1, queries, keys));
  }
}
