package org.peftbench.models;

import ai.djl.ndarray.NDArray;
import org.peftbench.models.ops.Ops;

/**
 * A backbone together with the layers that score every token of its vocabulary. What those have of
 * their own is among {@link #parameters()}; what is tied to the token embedding is not there twice.
 */
public interface LanguageModel extends Backbone {
  /** Number of tokens that are scored. */
  int vocabularySize();

  /**
   * Name of the parameter [vocabulary, hidden] that {@link #logits} multiplies by last: the token
   * embedding's where the two are tied.
   */
  String outputWeight();

  /** Logits [..., vocabulary] from hidden states [..., hidden]. */
  NDArray logits(Ops ops, NDArray hiddenStates, Taps taps);
}
