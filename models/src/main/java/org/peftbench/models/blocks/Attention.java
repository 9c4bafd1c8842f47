package org.peftbench.models.blocks;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.Linear;
import org.peftbench.models.Taps.KeyValue;
import org.peftbench.models.ops.Ops;

/**
 * Attention of a sequence to itself or to another one, from its linear maps on.
 *
 * @param queryScale factor of the queries, before the division by √width
 */
public record Attention(
    Heads heads, Linear query, Linear key, Linear value, Linear output, double queryScale) {

  /**
   * To itself, and to what the pass's cache has of it: x [batch, length, hidden] to the same.
   *
   * @param bias added to the scores; broadcasts to [batch, heads, length, keys], a cache's keys
   *     included, a prefix's not
   * @param rotation of queries and keys, or null
   */
  public NDArray self(Pass pass, NDArray x, NDArray bias, Rotary.@Nullable Rotation rotation) {
    Ops ops = pass.ops();
    NDArray q = heads.split(ops, pass.linear(x, query));
    KeyValue own = keyValue(pass, x);
    if (rotation != null) {
      q = rotation.apply(ops, q);
      own = new KeyValue(rotation.apply(ops, own.key()), own.value());
    }
    KeyValue all = pass.cache() == null ? own : pass.cache().extend(ops, heads.site(), own);
    return attend(pass, q, all, bias);
  }

  /** To a source [batch, keys, hidden], whose keys and values the pass's cache makes once. */
  public NDArray cross(Pass pass, NDArray x, NDArray source, NDArray bias) {
    KeyValue all =
        pass.cache() == null
            ? keyValue(pass, source)
            : pass.cache().once(pass.ops(), heads.site(), () -> keyValue(pass, source));
    return attend(pass, heads.split(pass.ops(), pass.linear(x, query)), all, bias);
  }

  private KeyValue keyValue(Pass pass, NDArray states) {
    Ops ops = pass.ops();
    return new KeyValue(
        heads.split(ops, pass.linear(states, key)), heads.split(ops, pass.linear(states, value)));
  }

  private NDArray attend(Pass pass, NDArray q, KeyValue all, NDArray bias) {
    Ops ops = pass.ops();
    NDArray scaled = ops.scale(q, queryScale);
    return pass.linear(heads.forward(ops, scaled, all, bias, pass.taps(), pass.dropout()), output);
  }
}
