package org.peftbench.harness.train.family;

import java.util.List;
import java.util.Map;
import org.peftbench.models.HeadKind;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.TextInput;
import org.peftbench.models.text.Tokens;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.Example;

/**
 * How one family of tasks is trained and answered; immutable.
 *
 * @param <F> what its model reads
 * @param <O> what its model gives for a feature
 */
public interface Family<F extends Feature, O> {
  /** The head that answers. */
  HeadKind head();

  /** Outputs of that head, if it is trained with the task. */
  int outputs();

  /** What a reader of a record should know of how the model is asked, by topic. */
  default Map<String, String> notes() {
    return Map.of();
  }

  /** What of an example is tokenised. */
  List<TextInput> texts(Example example);

  /**
   * What a model reads of an example.
   *
   * @param tokens of {@link #texts}, in their order
   * @param maxLength tokens that an input may have
   */
  EncodedExample<F> encode(Example example, List<Tokens> tokens, int maxLength);

  /** The mean loss over all terms of some features. */
  Loss loss(Ops ops, Learner learner, List<F> features);

  /** What the model gives for each feature, without a graph and without dropout. */
  List<O> outputs(Learner learner, List<F> features);

  /** The answer to an example from the outputs of the features it was asked with, in order. */
  Prediction answer(Example example, List<F> features, List<O> outputs);
}
