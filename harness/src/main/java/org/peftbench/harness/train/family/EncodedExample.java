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
}
