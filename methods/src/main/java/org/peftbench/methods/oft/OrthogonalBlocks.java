package org.peftbench.methods.oft;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftbench.models.ops.Matrices;
import org.peftbench.models.ops.Ops;

/**
 * Orthogonal matrices made of trained numbers.
 *
 * @param triangles [blocks, size·(size − 1)/2]: above the diagonal, row by row
 * @param size of a block
 * @param terms of Neumann's series, or 0 for the exact transform
 */
record OrthogonalBlocks(NDArray triangles, int size, int terms) {
  /** R [blocks, size, size]. */
  NDArray blocks(Ops ops) {
    NDArray skew = skew(ops);
    return terms == 0 ? Matrices.cayley(ops, skew) : series(ops, skew);
  }

  /** Q, its lower triangle the negative of the upper. */
  private NDArray skew(Ops ops) {
    long[] above = new long[size * (size - 1) / 2];
    int next = 0;
    for (int row = 0; row < size; row++) {
      for (int column = row + 1; column < size; column++) {
        above[next++] = (long) row * size + column;
      }
    }
    NDArray places = ops.longs(above, new Shape(above.length));
    NDArray flat = Matrices.scatter(ops, triangles, places, (long) size * size);
    NDArray upper = ops.reshape(flat, -1, size, size);
    return ops.subtract(upper, ops.transpose(upper, 0, 2, 1));
  }

  /**
   * I + 2Q + 2Q² + … + 2Qᵗ⁻² + Qᵗ⁻¹ for t terms: (I + Q)(I − Q)⁻¹ with the inverse's series cut
   * off.
   */
  private NDArray series(Ops ops, NDArray skew) {
    NDArray sum = ops.add(Matrices.identity(ops, size), ops.scale(skew, 2));
    NDArray power = skew;
    for (int exponent = 2; exponent < terms; exponent++) {
      power = ops.matmul(power, skew);
      sum = ops.add(sum, exponent == terms - 1 ? power : ops.scale(power, 2));
    }
    return sum;
  }
}
