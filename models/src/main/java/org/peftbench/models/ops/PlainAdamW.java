package org.peftbench.models.ops;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * The arithmetic of {@link AdamW} array by array; only the assignment in place, which DJL's arrays
 * lack, is a function of the kernels.
 */
final class PlainAdamW {
  private static final double EPSILON = 1e-6; // as in clip_grad_norm_

  private PlainAdamW() {}

  /** Scales gradients to a global norm of at most {@code limit}; the norm before. */
  static double clip(Ops ops, List<NDArray> gradients, double limit) {
    double squares = 0;
    for (NDArray gradient : gradients) {
      double norm = ops.value(ops.adopt(gradient.norm()));
      squares += norm * norm;
    }
    double norm = Math.sqrt(squares);
    double factor = Math.min(limit / (norm + EPSILON), 1);
    for (NDArray gradient : gradients) {
      ops.within(outer -> ops.assign(gradient, ops.scale(gradient, factor)));
    }
    return norm;
  }

  /** Moves the parameters of a group, and with them its state. */
  static void step(Ops ops, AdamW.State state, List<NDArray> gradients, AdamW.Rule rule) {
    List<NDArray> parameters = state.group().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      int at = i;
      ops.within( // else the intermediate results of all arrays would be there at once
          outer ->
              step(
                  ops,
                  parameters.get(at),
                  gradients.get(at),
                  state.means().get(at),
                  state.squares().get(at),
                  state.steps().get(at),
                  rule));
    }
  }

  private static void step(
      Ops ops,
      NDArray parameter,
      NDArray gradient,
      NDArray mean,
      NDArray square,
      NDArray steps,
      AdamW.Rule rule) {
    ops.assign(steps, ops.shift(steps, 1));
    double step = ops.value(steps);
    ops.assign(mean, average(ops, mean, gradient, rule.beta1()));
    ops.assign(square, average(ops, square, ops.multiply(gradient, gradient), rule.beta2()));
    NDArray root = ops.sqrt(ops.scale(square, 1 / (1 - Math.pow(rule.beta2(), step))));
    double rate = rule.rate() / (1 - Math.pow(rule.beta1(), step));
    NDArray move = ops.divide(ops.scale(mean, rate), ops.shift(root, rule.epsilon()));
    NDArray shrunk = ops.scale(parameter, 1 - rule.rate() * rule.decay());
    ops.assign(parameter, ops.subtract(shrunk, move));
  }

  private static NDArray average(Ops ops, NDArray old, NDArray now, double share) {
    return ops.add(ops.scale(old, share), ops.scale(now, 1 - share));
  }
}
