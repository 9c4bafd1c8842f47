package org.peftbench.harness.train.kernel;

/**
 * The scalar answers that gradients are taken of.
 *
 * <p>A softmax sees differences of logits only, so a classifier of C labels has C − 1 answers: the
 * logits along an orthonormal basis of all directions that sum to 0 (Helmert's). The kernel summed
 * over them does not depend on the basis. For two labels it is half the kernel of the difference of
 * the two logits. A regression's one output is its answer.
 */
final class Contrasts {
  private Contrasts() {}

  /** One vector of weights an answer: [answers][outputs]. */
  static double[][] of(int outputs) {
    if (outputs == 1) {
      return new double[][] {{1}};
    }
    double[][] contrasts = new double[outputs - 1][outputs];
    for (int answer = 0; answer < contrasts.length; answer++) {
      int before = answer + 1;
      double length = Math.sqrt((double) before * (before + 1));
      for (int output = 0; output < before; output++) {
        contrasts[answer][output] = 1 / length;
      }
      contrasts[answer][before] = -before / length;
    }
    return contrasts;
  }
}
