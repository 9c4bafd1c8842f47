package org.peftbench.methods;

import ai.djl.ndarray.NDArray;

/**
 * An array the optimizer moves.
 *
 * @param name Hugging Face's where there is one: module path and the adapter's own part, {@code
 *     encoder.layer.0.attention.self.query.lora_A.weight}
 * @param array with a gradient
 * @param decayed whether weight decay pulls it to 0: matrices yes; biases, norms and multiplicative
 *     vectors, whose neutral value is 1, no
 */
public record Trainable(String name, NDArray array, boolean decayed) {
  /** Number of parameters. */
  public long size() {
    return array.getShape().size();
  }
}
