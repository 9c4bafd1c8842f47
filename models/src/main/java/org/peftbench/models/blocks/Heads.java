package org.peftbench.models.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.Taps.KeyValue;
import org.peftbench.models.ops.Ops;

/**
 * Heads of an attention (Vaswani et al. 2017, arXiv 1706.03762, section 3.2), with what hangs
 * before their keys and values; several query heads may share a key/value head (Ainslie et al.
 * 2023, arXiv 2305.13245).
 *
 * @param site where prefixes go in; it is as wide as the keys are together
 * @param keyValueHeads of keys and of values; queries have a multiple
 */
public record Heads(Site site, int keyValueHeads) {
  /** [batch, length, heads · width] to [batch, heads, length, width]. */
  public NDArray split(Ops ops, NDArray x) {
    Shape shape = x.getShape();
    long width = site.out() / keyValueHeads;
    NDArray apart =
        ops.reshape(x, shape.get(0), shape.get(1), shape.get(2) / width, width); // a view
    return ops.transpose(apart, 0, 2, 1, 3);
  }

  /**
   * softmax(q kᵀ / √width + bias) v, heads side by side: [batch, queries, heads · width].
   *
   * @param query [batch, heads, queries, width]
   * @param own keys and values [batch, key/value heads, keys, width] without prefix
   * @param bias added to the scores: [batch, 1 or heads, 1 or queries, keys]; a prefix gets 0, so
   *     that everything sees it
   */
  public NDArray forward(
      Ops ops, NDArray query, KeyValue own, NDArray bias, Taps taps, double dropout) {
    long batch = query.getShape().get(0);
    KeyValue all = own;
    NDArray added = bias;
    KeyValue prefix = taps.prefix(ops, site, Math.toIntExact(batch));
    if (prefix != null) {
      all =
          new KeyValue( // [batch, key/value heads, prefix + keys, width]
              ops.concat(2, prefix.key(), own.key()), ops.concat(2, prefix.value(), own.value()));
      Shape of = bias.getShape();
      long length = prefix.key().getShape().get(2);
      NDArray always = ops.zeros(new Shape(of.get(0), of.get(1), of.get(2), length));
      added = ops.concat(3, always, bias);
    }
    long heads = query.getShape().get(1);
    NDArray key = shared(ops, all.key(), heads);
    NDArray value = shared(ops, all.value(), heads);
    NDArray context = ops.attention(query, key, value, added, dropout);
    NDArray together = ops.transpose(context, 0, 2, 1, 3); // [batch, queries, heads, width]
    return ops.reshape(together, batch, together.getShape().get(1), -1);
  }

  /** Each key/value head once for every query head that shares it. */
  private NDArray shared(Ops ops, NDArray x, long heads) {
    long group = heads / keyValueHeads;
    if (group == 1) {
      return x;
    }
    Shape shape = x.getShape(); // [batch, key/value heads, keys, width]
    long batch = shape.get(0);
    long keys = shape.get(2);
    long width = shape.get(3);
    NDArray once = ops.reshape(x, batch, keyValueHeads, 1, keys, width);
    NDArray all = ops.expand(once, new Shape(batch, keyValueHeads, group, keys, width));
    return ops.reshape(all, batch, heads, keys, width);
  }
}
