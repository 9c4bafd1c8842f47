package org.peftbench.models.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
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
   * before the query, [1, 1, queries, keys].
   */
  public static NDArray causal(Ops ops, int queries, int keys) {
    float[] bias = new float[queries * keys];
    for (int query = 0; query < queries; query++) {
      int place = keys - queries + query;
      Arrays.fill(bias, query * keys + place + 1, (query + 1) * keys, (float) ABSENT);
    }
    return ops.floats(bias, new Shape(1, 1, queries, keys));
  }

  /**
   * The same for a window: 0 for a key less than {@code window} positions away, [batch, 1, queries,
   * keys]. Positions and not places count, so that padding takes no room in it.
   *
   * @param own positions of the queries [batch, queries]
   * @param positions of the keys [batch, keys]
   */
  public static NDArray window(Ops ops, NDArray own, NDArray positions, int window) {
    Shape queries = own.getShape();
    Shape keys = positions.getShape();
    NDArray from = ops.reshape(own, queries.get(0), 1, queries.get(1), 1);
    NDArray to = ops.reshape(positions, keys.get(0), 1, 1, keys.get(1));
    return ops.scale(ops.atLeast(ops.subtract(from, to), window), ABSENT);
  }
}
