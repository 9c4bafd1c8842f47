package org.peftbench.models.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.peftbench.models.Site;
import org.peftbench.models.Taps.KeyValue;
import org.peftbench.models.ops.Ops;

/**
 * Keys and values of the positions that a model has read, so that the next one costs one position
 * only. Not for training: what is kept is cut off from the graph.
 */
public final class KeyValueCache implements AutoCloseable {
  private final NDManager manager;
  private final Map<Site, KeyValue> kept = new HashMap<>();

  /** An empty cache. */
  public KeyValueCache(NDManager parent) {
    manager = parent.newSubManager();
  }

  /** Keeps what is new of an attention behind what is known, and gives all of it. */
  public KeyValue extend(Ops ops, Site attention, KeyValue added) {
    KeyValue past = kept.get(attention);
    KeyValue all =
        past == null
            ? added
            : new KeyValue(
                ops.concat(2, past.key(), added.key()), ops.concat(2, past.value(), added.value()));
    keep(ops, attention, all);
    return all;
  }

  /** Keys and values that never grow, as of a cross-attention: made once. */
  public KeyValue once(Ops ops, Site attention, Supplier<KeyValue> made) {
    if (!kept.containsKey(attention)) {
      keep(ops, attention, made.get());
    }
    return kept.get(attention);
  }

  /**
   * Makes the cache one of other rows.
   *
   * @param rows of the present batch, one for each new row; a row may come again or not at all
   */
  public void select(Ops ops, long[] rows) {
    NDArray index = ops.longs(rows, new Shape(rows.length));
    Map.copyOf(kept)
        .forEach(
            (site, pair) ->
                keep(
                    ops,
                    site,
                    new KeyValue(ops.rows(pair.key(), index), ops.rows(pair.value(), index))));
  }

  private void keep(Ops ops, Site attention, KeyValue all) {
    KeyValue copy = new KeyValue(ops.keep(all.key(), manager), ops.keep(all.value(), manager));
    KeyValue old = kept.put(attention, copy);
    if (old != null) {
      old.key().close();
      old.value().close();
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
