package org.peftbench.methods.adalora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.peftbench.models.ops.Ops;

/**
 * How much the loss depends on each element of an array: smoothed sensitivity {@code |p·∇p|} times
 * smoothed uncertainty (equations 8 to 11).
 *
 * @param array p, trained
 * @param sensitivity of p's shape
 * @param uncertainty of p's shape
 */
record Importance(NDArray array, NDArray sensitivity, NDArray uncertainty) {
  static Importance of(NDArray array, NDManager owner) {
    return new Importance(
        array,
        owner.zeros(array.getShape(), array.getDataType()),
        owner.zeros(array.getShape(), array.getDataType()));
  }

  /** Takes a step's gradient in. */
  void update(Ops ops, double beta1, double beta2) {
    try (NDArray gradient = array.getGradient()) {
      NDArray now = ops.abs(ops.multiply(ops.detach(array), gradient));
      smooth(ops, sensitivity, now, beta1);
      smooth(ops, uncertainty, ops.abs(ops.subtract(now, sensitivity)), beta2);
    }
  }

  private static void smooth(Ops ops, NDArray past, NDArray now, double beta) {
    ops.assign(past, ops.add(ops.scale(past, beta), ops.scale(now, 1 - beta)));
  }

  /** What is remembered, by name. */
  void remember(String name, Map<String, NDArray> memory) {
    memory.put(name + ".sensitivity", sensitivity);
    memory.put(name + ".uncertainty", uncertainty);
  }

  /** Of the array's shape. */
  NDArray score(Ops ops) {
    return ops.multiply(sensitivity, uncertainty);
  }
}
