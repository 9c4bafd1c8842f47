package org.peftbench.harness.train.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.methods.Trainable;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;

/**
 * The exact gradient of every answer to every example in what a learner trains, one pass each and
 * without dropout. Gradients are those that training would see: where a method rounds or masks by a
 * straight-through estimate, they are that estimate's.
 *
 * @param learner whose head answers once for each input; no gradient of its arrays is in use
 * @param outputs of that head
 * @param inputs one an example
 */
public record AnswerGradients(Learner learner, int outputs, List<Encoding> inputs) {
  /** Copies the inputs. */
  public AnswerGradients {
    inputs = List.copyOf(inputs);
  }

  /** What looks at a gradient. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Called when the gradients of all trained arrays are those of one answer.
     *
     * @param ops frees what is made in it after the call
     * @param example counted from 0
     */
    void visit(Ops ops, int example);
  }

  /** How many scalars an example is answered with. */
  int answers() {
    return Contrasts.of(outputs).length;
  }

  /**
   * Goes through all examples; no gradient is left behind.
   *
   * @param answer counted from 0
   */
  void each(int answer, Visitor visitor) {
    for (int example = 0; example < inputs.size(); example++) {
      one(answer, example, visitor);
    }
  }

  /** Goes to one example alone. */
  void one(int answer, int example, Visitor visitor) {
    backward(inputs.get(example), Contrasts.of(outputs)[answer]);
    try (Ops ops = ops()) {
      visitor.visit(ops, example);
    }
    clear();
  }

  Ops ops() {
    return Ops.evaluation(learner.backbone().manager(), learner.backbone().dtype());
  }

  private void backward(Encoding input, double[] contrast) {
    try (Ops ops = ops();
        GradientCollector collector = ops.collector()) {
      NDArray logits =
          learner.logits(ops, TokenBatch.of(ops, List.of(input), learner.padId())); // [1, outputs]
      NDArray weights = ops.doubles(contrast, new Shape(outputs, 1));
      ops.backward(collector, ops.sum(ops.matmul(logits, weights)));
    }
  }

  private void clear() {
    try (Ops ops = ops()) {
      NDArray zero = ops.zeros(new Shape()); // fills whatever it is assigned to
      for (Trainable trainable : learner.trainables()) {
        try (NDArray gradient = trainable.array().getGradient()) {
          ops.assign(gradient, zero);
        }
      }
    }
  }
}
