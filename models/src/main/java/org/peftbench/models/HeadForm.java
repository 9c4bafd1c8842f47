package org.peftbench.models;

import org.jspecify.annotations.Nullable;
import org.peftbench.models.blocks.Activation;

/**
 * A head's linear maps, by the names that Hugging Face gives them in this architecture.
 *
 * @param dense a square map with bias before the last one; null where there is none
 * @param activation behind that map
 * @param drops whether the vector passes dropout before it enters that map
 * @param output the last map
 * @param bias whether the last map has one
 */
public record HeadForm(
    @Nullable String dense, Activation activation, boolean drops, String output, boolean bias) {

  /** A single map with bias. */
  public static HeadForm of(String output) {
    return new HeadForm(null, Activation.TANH, false, output, true);
  }
}
