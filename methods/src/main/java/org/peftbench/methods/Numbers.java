package org.peftbench.methods;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.peftbench.models.ops.Ops;

/**
 * Numbers that an adaptation remembers from step to step: in double precision as in Java, but in an
 * array, so that a checkpoint can keep them.
 *
 * @param array [count]
 */
public record Numbers(NDArray array) {
  /** The same number, so many times. */
  public static Numbers of(NDManager owner, int count, double start) {
    Numbers numbers = new Numbers(owner.zeros(new Shape(count), DataType.FLOAT64));
    double[] values = new double[count];
    Arrays.fill(values, start);
    numbers.set(values);
    return numbers;
  }

  /** A copy of all. */
  public double[] get() {
    try (Ops ops = ops()) {
      return ops.values(array);
    }
  }

  /** Overwrites all. */
  public void set(double... values) {
    try (Ops ops = ops()) {
      ops.assign(array, ops.doubles(values, array.getShape()));
    }
  }

  private Ops ops() {
    return Ops.evaluation(array.getManager(), array.getDataType());
  }
}
