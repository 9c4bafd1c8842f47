package org.peftbench.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Map;
import org.peftbench.models.ops.Ops;

/**
 * A frozen pretrained network with places to adapt.
 *
 * <p>Computing leaves it unchanged; everything that is trained comes in through {@link Taps}.
 */
public interface Backbone extends AutoCloseable {
  /** Adaptable places, in the order of the data's way. */
  List<Site> sites();

  /** Frozen parameters by checkpoint name, in checkpoint order. */
  Map<String, NDArray> parameters();

  /**
   * What Hugging Face puts before module names when this network carries a task head: {@code bert.}
   */
  String checkpointPrefix();

  /** Width of the hidden states. */
  int hiddenSize();

  /** Positions an input may have, special tokens included. */
  int maxPositions();

  /** Key/value heads of each attention. */
  int keyValueHeads();

  /** Numeric type of parameters and computation. */
  DataType dtype();

  /** Owner of the parameters; what a method trains lives in a child of it. */
  NDManager manager();

  /** Last hidden states [batch, prompt + length, hidden]: a prompt's come first. */
  NDArray hiddenStates(Ops ops, TokenBatch batch, Taps taps, double dropout);

  /** The hidden states of the batch's own positions, [batch, length, hidden]. */
  default NDArray ownStates(Ops ops, NDArray hiddenStates, TokenBatch batch) {
    long all = hiddenStates.getShape().get(1);
    return all == batch.length()
        ? hiddenStates
        : ops.slice(hiddenStates, 1, all - batch.length(), all);
  }

  /**
   * One vector a row, [batch, hidden], the way this checkpoint's authors make it; a prompt takes
   * part if the taps say so.
   */
  NDArray pooled(Ops ops, NDArray hiddenStates, TokenBatch batch, Taps taps);

  /** Frees parameters and mapped file. */
  @Override
  void close();
}
