package org.peftbench.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.peftbench.models.ops.Ops;

/**
 * A frozen pretrained network with places to adapt.
 *
 * <p>Computing leaves it unchanged; everything that is trained comes in through {@link Taps}.
 */
public interface Backbone extends Outline, AutoCloseable {
  /** Frozen parameters by checkpoint name, in checkpoint order. */
  Map<String, NDArray> parameters();

  @Override
  default Map<String, Long> sizes() {
    Map<String, Long> sizes = new LinkedHashMap<>();
    parameters().forEach((name, array) -> sizes.put(name, array.getShape().size()));
    return sizes;
  }

  /**
   * What Hugging Face puts before module names when this network carries a task head: {@code bert.}
   */
  String checkpointPrefix();

  /** The heads this network can carry, as Hugging Face builds and names them. */
  Map<HeadKind, HeadForm> heads();

  /**
   * Parameters as a Hugging Face checkpoint with a head holds them, by its names: parts of one
   * matrix joined, and turned if it has them turned.
   *
   * @param parameters all of {@link #parameters()}, perhaps trained or merged
   */
  default Map<String, NDArray> asStored(Ops ops, Map<String, NDArray> parameters) {
    Map<String, NDArray> stored = new LinkedHashMap<>();
    parameters.forEach((name, array) -> stored.put(checkpointPrefix() + name, array));
    return stored;
  }

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

  /**
   * Whether Hugging Face transformers' sequence classifier of this family makes the same vector;
   * not so where a checkpoint's authors pool otherwise.
   */
  default boolean isPooledAsByClassifiers() {
    return true;
  }

  /** Frees parameters and mapped file. */
  @Override
  void close();
}
