package org.peftbench.harness.train.family;

import java.util.List;
import java.util.Map;
import org.peftbench.models.HeadKind;
import org.peftbench.models.text.TextInput;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.TaskDefinition.Kind;

/**
 * A family that asks for one answer to a whole text, or a pair, in one input.
 *
 * @param <F> what its model reads
 */
public interface WholeText<F extends Feature> extends Family<F, double[]> {
  /** What is said of a text that nobody knows the answer to, by name. */
  Map<String, Object> reply(double[] outputs);

  /**
   * The family of a kind of task.
   *
   * @param labels of a classification; empty otherwise
   * @throws UserError if the kind asks for something else
   */
  static WholeText<?> of(Kind kind, List<String> labels) {
    return switch (kind) {
      case CLASSIFICATION -> new Classification(labels);
      case REGRESSION -> new Regression();
      case TAGGING, SPAN, CHOICE, GENERATION ->
          throw new UserError(
              "an adapter for %s can't be used here: only those for classification and regression can",
              kind);
    };
  }

  @Override
  default HeadKind head() {
    return HeadKind.SEQUENCE;
  }

  @Override
  default List<TextInput> texts(Example example) {
    Question.Text text = (Question.Text) example.question();
    return List.of(TextInput.of(text.text(), text.pair()));
  }

  @Override
  default List<double[]> outputs(Learner learner, List<F> features) {
    return learner.outputs(features.stream().flatMap(row -> row.inputs().stream()).toList());
  }
}
