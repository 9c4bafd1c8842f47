package org.peftbench.methods.orthogonal;

import ai.djl.ndarray.NDArray;
import org.peftbench.methods.SiteModule;
import org.peftbench.models.Linear;
import org.peftbench.models.ops.Matrices;
import org.peftbench.models.ops.Ops;

/** Rotates what enters a linear map: {@code y = (xR)Wᵀ + b}, R [in, in] orthogonal. */
public interface Rotation extends SiteModule {
  /** {@code xR}: [..., in] to the same. */
  NDArray rotate(Ops ops, NDArray x);

  /** The map behind the rotation; methods that also scale it say so here. */
  default Linear rotated(Ops ops, Linear base) {
    return base;
  }

  @Override
  default NDArray apply(Ops ops, NDArray x, Linear base) {
    return rotated(ops, base).forward(ops, rotate(ops, x));
  }

  @Override
  default Linear merge(Ops ops, Linear base) {
    Linear behind = rotated(ops, base);
    NDArray rotation = rotate(ops, Matrices.identity(ops, base.site().in()));
    return new Linear(base.site(), ops.linear(behind.weight(), rotation), base.bias());
  }

  /**
   * Multiplies pieces of the last axis by blocks.
   *
   * @param x [..., in]
   * @param blocks [in/size, size, size], or [1, size, size] to use the one for all pieces
   */
  static NDArray byBlocks(Ops ops, NDArray x, NDArray blocks) {
    long[] shape = x.getShape().getShape();
    long count = blocks.getShape().get(0);
    long size = blocks.getShape().get(1);
    if (count == 1) {
      NDArray turned = ops.matmul(ops.reshape(x, -1, size), ops.reshape(blocks, size, size));
      return ops.reshape(turned, shape);
    }
    NDArray pieces = ops.transpose(ops.reshape(x, -1, count, size), 1, 0, 2); // [count, rows, size]
    NDArray turned = ops.transpose(ops.matmul(pieces, blocks), 1, 0, 2); // [rows, count, size]
    return ops.reshape(turned, shape);
  }
}
