package org.peftbench.models.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.Ops;

/**
 * Heads of an attention, with what hangs before their keys and values.
 *
 * @param site where prefixes go in
 * @param heads of queries, keys and values alike
 */
public record Heads(Site site, int heads) {
  /** [batch, length, heads · width] to [batch, heads, length, width]. */
  public NDArray split(Ops ops, NDArray x) {
    Shape shape = x.getShape();
    NDArray split =
        ops.reshape(x, shape.get(0), shape.get(1), heads, shape.get(2) / heads); // a view
    return ops.transpose(split, 0, 2, 1, 3);
  }

  /**
   * softmax(q kᵀ / √width + bias) v, heads side by side: [batch, queries, heads · width].
   *
   * @param query [batch, heads, queries, width]
   * @param key [batch, heads, keys, width], and value likewise, without prefix
   * @param bias added to the scores: [batch, 1 or heads, 1 or queries, keys]; a prefix gets 0, so
   *     that everything sees it
   */
  public NDArray forward(
      Ops ops, NDArray query, NDArray key, NDArray value, NDArray bias, Taps taps, double dropout) {
    long batch = query.getShape().get(0);
    NDArray k = key;
    NDArray v = value;
    NDArray added = bias;
    Taps.KeyValue prefix = taps.prefix(ops, site, Math.toIntExact(batch));
    if (prefix != null) {
      k = ops.concat(2, prefix.key(), k); // [batch, heads, prefix + keys, width]
      v = ops.concat(2, prefix.value(), v);
      Shape of = bias.getShape();
      long length = prefix.key().getShape().get(2);
      NDArray always = ops.zeros(new Shape(of.get(0), of.get(1), of.get(2), length));
      added = ops.concat(3, always, bias);
    }
    NDArray context = ops.attention(query, k, v, added, dropout); // [batch, heads, queries, width]
    NDArray together = ops.transpose(context, 0, 2, 1, 3);
    return ops.reshape(together, batch, together.getShape().get(1), -1);
  }
}
