package org.peftbench.methods.propetl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftbench.methods.Parameters;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.ops.TopMask;
import org.peftbench.results.base.UserError;

/**
 * One layer's part of a shared array: elements whose trained scores are largest in magnitude.
 *
 * @param scores of the array's shape
 * @param dropped number of elements set to 0; fewer than all
 */
record Mask(NDArray scores, int dropped) {
  /**
   * Trains scores from U(±1/√fan), at the rate of all else; the published scripts do so for
   * prefixes alone, and give those of adapters 30 times and of LoRA 300 times that rate.
   *
   * @param keep share of elements to keep
   */
  static Mask train(Parameters parameters, String name, Shape shape, int fan, double keep) {
    NDArray start = parameters.initializer().kaimingUniform(name, shape, fan);
    // only the order of scores counts: decay would change nothing but how fast it changes
    return new Mask(parameters.trainUndecayed(name, start), (int) ((1 - keep) * shape.size()));
  }

  /** A share above 0, so that no mask prunes everything, and at most 1. */
  static void checkKeep(double keep) {
    if (!(1 - keep < 1 && keep <= 1)) { // also refuses what is nothing beside 1
      throw new UserError("keep must lie in (0, 1], got %s", keep);
    }
  }

  /** The array with the rest set to 0; scores learn as if the mask were their magnitude. */
  NDArray select(Ops ops, NDArray shared) {
    return ops.multiply(shared, TopMask.of(ops, scores, dropped));
  }
}
