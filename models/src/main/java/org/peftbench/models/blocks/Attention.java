package org.peftbench.models.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.Linear;
import org.peftbench.models.Site;
import org.peftbench.models.Taps.KeyValue;
import org.peftbench.models.ops.Ops;

/**
 * Attention of a sequence to itself (Vaswani et al. 2017, arXiv 1706.03762, section 3.2); several
 * query heads may share a key/value head (Ainslie et al. 2023, arXiv 2305.13245).
 *
 * @param site where prefixes go in front of keys and values
 * @param heads of the queries; a multiple of {@code keyValueHeads}
 */
public record Attention(
    Site site,
    Linear query,
    Linear key,
    Linear value,
    Linear output,
    int heads,
    int keyValueHeads) {

  /**
   * x [batch, length, hidden] to the same.
   *
   * @param bias added to the scores; broadcasts to [batch, heads, length, keys], a cache's keys
   *     included, a prefix's not
   * @param rotation of queries and keys, or null
   */
  public NDArray forward(Pass pass, NDArray x, NDArray bias, Rotary.@Nullable Rotation rotation) {
    Ops ops = pass.ops();
    NDArray q = split(ops, pass.linear(x, query), heads);
    NDArray k = split(ops, pass.linear(x, key), keyValueHeads);
    NDArray v = split(ops, pass.linear(x, value), keyValueHeads);
    if (rotation != null) {
      q = rotation.apply(ops, q);
      k = rotation.apply(ops, k);
    }
    KeyValue all = new KeyValue(k, v);
    if (pass.cache() != null) {
      all = pass.cache().extend(ops, site, all);
    }
    int batch = Math.toIntExact(x.getShape().get(0));
    KeyValue prefix = pass.taps().prefix(ops, site, batch);
    NDArray visible = bias;
    if (prefix != null) {
      long length = prefix.key().getShape().get(2);
      all =
          new KeyValue(
              ops.concat(2, prefix.key(), all.key()), ops.concat(2, prefix.value(), all.value()));
      Shape shape = bias.getShape();
      NDArray always = ops.zeros(new Shape(shape.get(0), shape.get(1), shape.get(2), length));
      visible = ops.concat(3, always, bias);
    }
    NDArray context =
        ops.attention(q, shared(ops, all.key()), shared(ops, all.value()), visible, pass.dropout());
    long length = x.getShape().get(1); // context [batch, heads, length, width]
    NDArray joined = ops.reshape(ops.transpose(context, 0, 2, 1, 3), batch, length, -1);
    return pass.linear(joined, output);
  }

  /** [batch, length, heads · width] to [batch, heads, length, width]. */
  private static NDArray split(Ops ops, NDArray x, int heads) {
    Shape shape = x.getShape();
    NDArray apart = ops.reshape(x, shape.get(0), shape.get(1), heads, shape.get(2) / heads);
    return ops.transpose(apart, 0, 2, 1, 3);
  }

  /** Each key/value head once for every query head that shares it. */
  private NDArray shared(Ops ops, NDArray x) {
    int group = heads / keyValueHeads;
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
