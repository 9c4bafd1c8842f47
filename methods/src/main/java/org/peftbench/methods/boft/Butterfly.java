package org.peftbench.methods.boft;

import ai.djl.ndarray.NDArray;
import org.peftbench.methods.orthogonal.Rotation;
import org.peftbench.models.Linear;
import org.peftbench.models.ops.Matrices;
import org.peftbench.models.ops.Ops;

/**
 * One site's butterfly.
 *
 * @param generators [factors, blocks, size, size]; their skew-symmetric parts make the rotations
 * @param scale [out, 1], of the rows of W
 */
record Butterfly(NDArray generators, NDArray scale) implements Rotation {
  @Override
  public NDArray rotate(Ops ops, NDArray x) {
    NDArray mirrored = ops.transpose(generators, 0, 1, 3, 2);
    NDArray skew = ops.scale(ops.subtract(generators, mirrored), 0.5);
    NDArray rotations = Matrices.cayley(ops, skew); // [factors, blocks, size, size]
    NDArray y = x;
    for (int factor = (int) generators.getShape().get(0) - 1; factor >= 0; factor--) {
      y = rotate(ops, y, ops.slice(rotations, 0, factor, factor + 1), factor);
    }
    return y;
  }

  /**
   * One factor. Its blocks lie over pairs of half blocks that are 2^factor half blocks apart, so it
   * is a plain block rotation between two transpositions.
   */
  private static NDArray rotate(Ops ops, NDArray x, NDArray rotations, int factor) {
    long[] shape = x.getShape().getShape();
    long blocks = rotations.getShape().get(1);
    long size = rotations.getShape().get(2);
    NDArray each = ops.reshape(rotations, blocks, size, size);
    if (factor == 0) {
      return Rotation.byBlocks(ops, x, each);
    }
    long apart = 1L << factor;
    NDArray halves = ops.reshape(x, -1, 2, apart, size / 2);
    NDArray paired = ops.reshape(ops.transpose(halves, 0, 2, 1, 3), shape);
    NDArray turned = ops.reshape(Rotation.byBlocks(ops, paired, each), -1, apart, 2, size / 2);
    return ops.reshape(ops.transpose(turned, 0, 2, 1, 3), shape);
  }

  @Override
  public Linear rotated(Ops ops, Linear base) {
    return new Linear(base.site(), ops.multiply(base.weight(), scale), base.bias());
  }
}
