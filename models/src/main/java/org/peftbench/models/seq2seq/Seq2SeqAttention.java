package org.peftbench.models.seq2seq;

import ai.djl.ndarray.NDArray;
import org.peftbench.models.Linear;
import org.peftbench.models.Taps.KeyValue;
import org.peftbench.models.blocks.Heads;
import org.peftbench.models.blocks.Pass;
import org.peftbench.models.ops.Ops;

/**
 * Attention of a sequence to itself or to another one.
 *
 * @param queryScale factor of the queries, before the division by √width
 */
record Seq2SeqAttention(
    Heads heads, Linear query, Linear key, Linear value, Linear output, double queryScale) {

  /** To itself, and to what the pass's cache has of it: x [batch, length, hidden] to the same. */
  NDArray self(Pass pass, NDArray x, NDArray bias) {
    KeyValue own = keyValue(pass, x);
    KeyValue all = pass.cache() == null ? own : pass.cache().extend(pass.ops(), heads.site(), own);
    return attend(pass, x, all, bias);
  }

  /** To a source [batch, keys, hidden], whose keys and values the pass's cache makes once. */
  NDArray cross(Pass pass, NDArray x, NDArray source, NDArray bias) {
    KeyValue all =
        pass.cache() == null
            ? keyValue(pass, source)
            : pass.cache().once(pass.ops(), heads.site(), () -> keyValue(pass, source));
    return attend(pass, x, all, bias);
  }

  private KeyValue keyValue(Pass pass, NDArray states) {
    Ops ops = pass.ops();
    return new KeyValue(
        heads.split(ops, pass.linear(states, key)), heads.split(ops, pass.linear(states, value)));
  }

  private NDArray attend(Pass pass, NDArray x, KeyValue all, NDArray bias) {
    Ops ops = pass.ops();
    NDArray q = ops.scale(heads.split(ops, pass.linear(x, query)), queryScale);
    NDArray context =
        heads.forward(ops, q, all.key(), all.value(), bias, pass.taps(), pass.dropout());
    return pass.linear(context, output);
  }
}
