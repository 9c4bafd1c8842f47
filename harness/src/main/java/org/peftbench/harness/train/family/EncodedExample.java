package org.peftbench.harness.train.family;

import java.util.List;
import org.peftbench.tasks.Example;

/**
 * An example as a model reads it.
 *
 * @param training what it is trained on, each feature maybe in another batch
 * @param asking what is asked for its answer
 */
public record EncodedExample<F extends Feature>(Example example, List<F> training, List<F> asking) {
  /** Copies the lists. */
  public EncodedExample {
    training = List.copyOf(training);
    asking = List.copyOf(asking);
  }

  /** An example that is asked with what it is trained on. */
  static <F extends Feature> EncodedExample<F> of(Example example, List<F> features) {
    List<F> both = List.copyOf(features);
    return new EncodedExample<>(example, both, both);
  }

  /** An example that is trained on its right answer, unless that has no token to learn. */
  static <F extends Feature> EncodedExample<F> of(Example example, F right, List<F> asking) {
    return new EncodedExample<>(example, right.terms() == 0 ? List.of() : List.of(right), asking);
  }
}
