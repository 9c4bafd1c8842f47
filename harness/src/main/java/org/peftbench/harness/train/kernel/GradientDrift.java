package org.peftbench.harness.train.kernel;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.methods.Trainable;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;

/**
 * How far a training has moved the gradients of a model's answers from what they were at its start.
 * Training is linear in the parameters as long as they stay (Jacot, Gabriel, Hongler 2018, arXiv
 * 1806.07572).
 */
public final class GradientDrift {
  private final AnswerGradients now;
  private final AnswerGradients start;
  private final KernelMatrix startKernel;

  /**
   * Begins with what the learner is at its start.
   *
   * @param learner that is trained
   * @param start a learner of its own with the same values, which nobody trains
   * @param outputs of the head, which answers once for each input
   * @param inputs whose answers are followed
   */
  public GradientDrift(Learner learner, Learner start, int outputs, List<Encoding> inputs) {
    this.now = new AnswerGradients(learner, outputs, inputs);
    this.start = new AnswerGradients(start, outputs, inputs);
    this.startKernel = kernel(this.start);
  }

  /**
   * What has moved since the start; of what the method trains, the head apart.
   *
   * @param jacobian ‖J − J₀‖ / ‖J₀‖, Frobenius, over all answers and parameters
   * @param kernel ‖K − K₀‖ / ‖K₀‖, K = JJᵀ summed over an example's answers
   * @param alignment ⟨K, K₀⟩ / (‖K‖ ‖K₀‖): 1 as long as the kernel changes in scale alone
   */
  public record Drift(double jacobian, double kernel, double alignment) {}

  /** Looks at the learner as it is now. */
  public Drift measure() {
    KernelMatrix kernel = kernel(now);
    return new Drift(jacobian(), kernel.distance(startKernel), kernel.alignment(startKernel));
  }

  private static KernelMatrix kernel(AnswerGradients gradients) {
    return TangentKernel.of(gradients, List.of(arrays(gradients))).get(0);
  }

  private static List<NDArray> arrays(AnswerGradients gradients) {
    return gradients.learner().adaptation().trainables().stream().map(Trainable::array).toList();
  }

  /** Gradients are subtracted before they are squared, so that small drifts lose no digits. */
  private double jacobian() {
    double[] squares = new double[2]; // of the difference, of the start
    for (int answer = 0; answer < now.answers(); answer++) {
      int same = answer;
      now.each(
          answer, (outer, example) -> start.one(same, example, (ops, any) -> add(ops, squares)));
    }
    return Math.sqrt(squares[0] / squares[1]);
  }

  private void add(Ops ops, double[] squares) {
    List<NDArray> moved = arrays(now);
    List<NDArray> before = arrays(start);
    for (int i = 0; i < moved.size(); i++) {
      try (NDArray gradient = moved.get(i).getGradient();
          NDArray old = before.get(i).getGradient()) {
        NDArray difference = ops.subtract(gradient, old);
        squares[0] += ops.value(ops.sum(ops.multiply(difference, difference)));
        squares[1] += ops.value(ops.sum(ops.multiply(old, old)));
      }
    }
  }
}
