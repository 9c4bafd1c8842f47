package org.peftbench.models.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Matrices made of fewer numbers than they hold. */
public final class Matrices {
  private Matrices() {}

  /** The identity matrix [size, size]. */
  public static NDArray identity(Ops ops, int size) {
    return ops.scope().eye(size, size, 0, ops.dtype());
  }

  /**
   * Values put into zeros.
   *
   * @param values [..., n]
   * @param positions [n], each once, along the last axis of the result
   * @param size of that axis
   */
  public static NDArray scatter(Ops ops, NDArray values, NDArray positions, long size) {
    long[] shape = values.getShape().getShape().clone();
    shape[shape.length - 1] = size;
    return ops.kernel("scatter", ops.zeros(new Shape(shape)), positions, values);
  }

  /**
   * Cayley's transform {@code (I − A)(I + A)⁻¹}, orthogonal where A is skew-symmetric.
   *
   * @param skew [..., n, n]
   */
  public static NDArray cayley(Ops ops, NDArray skew) {
    long[] shape = skew.getShape().getShape();
    return ops.kernel("cayley", identity(ops, (int) shape[shape.length - 1]), skew);
  }

  /** Real part of the inverse discrete Fourier transform in two dimensions, scaled by 1/(m·n). */
  public static NDArray inverseFourier(Ops ops, NDArray spectrum) {
    return ops.kernel("inverse_fourier", spectrum);
  }
}
