package org.peftbench.models.seq2seq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftbench.models.ops.Ops;

/**
 * T5's buckets of distances (Raffel et al. 2019, arXiv 1910.10683, section 2.1): near ones have one
 * each, far ones share by their logarithm, and those behind the last are alike.
 *
 * @param buckets of both directions together
 * @param maxDistance distance from which on all are alike
 */
record RelativeBuckets(int buckets, int maxDistance) {

  /**
   * The bucket of a key that stands so far behind its query; before it, if negative.
   *
   * @param bothWays whether keys behind the query have buckets of their own
   */
  int bucket(int distance, boolean bothWays) {
    int each = bothWays ? buckets / 2 : buckets;
    int first = bothWays && distance > 0 ? each : 0;
    int length = bothWays ? Math.abs(distance) : Math.max(0, -distance);
    int exact = each / 2;
    if (length < exact) {
      return first + length;
    }
    // in single precision, as checkpoints were trained: a rounding decides at the edges
    float far = (float) Math.log((float) length / exact) / (float) log(maxDistance, exact);
    int shared = exact + (int) (far * (each - exact));
    return first + Math.min(shared, each - 1);
  }

  private static double log(int distance, int exact) {
    return Math.log((double) distance / exact);
  }

  /**
   * What is added to the scores [1, heads, queries, keys] of the last {@code queries} of so many
   * positions.
   *
   * @param table [buckets, heads]
   */
  NDArray bias(Ops ops, NDArray table, int queries, int keys, boolean bothWays) {
    long[] numbers = new long[queries * keys];
    for (int query = 0; query < queries; query++) {
      for (int key = 0; key < keys; key++) {
        int place = keys - queries + query;
        numbers[query * keys + key] = bucket(key - place, bothWays);
      }
    }
    NDArray biases = ops.embedding(ops.longs(numbers, new Shape(queries, keys)), table);
    NDArray byHead = ops.transpose(biases, 2, 0, 1);
    return ops.reshape(byHead, 1, table.getShape().get(1), queries, keys);
  }
}
