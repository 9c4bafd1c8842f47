package org.peftbench.methods.kronecker;

import ai.djl.ndarray.NDArray;
import org.peftbench.methods.SiteModule;
import org.peftbench.models.Linear;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Ops;

/**
 * Adds {@code s·L ⊗ R}: each element of L [l, m] times the whole of R [k, n], with l·k = out and
 * m·n = in.
 *
 * <p>The product is not formed in training: {@code x(L ⊗ R)ᵀ} is {@code L X Rᵀ} for x laid out as X
 * [m, n].
 *
 * @param left L
 * @param right R
 * @param scale s
 */
public record Kronecker(Factor left, Factor right, double scale) implements SiteModule {
  /** A matrix that is trained, in full or as a product. */
  @FunctionalInterface
  public interface Factor {
    NDArray matrix(Ops ops);
  }

  /**
   * Multiply-adds of {@link #apply} beyond the frozen map's: R on each piece of the input, then L.
   *
   * @param rows l
   * @param columns m
   */
  public static long multiplyAdds(Site site, long rows, long columns) {
    return site.in() * (site.out() / rows) + site.out() * columns;
  }

  @Override
  public NDArray apply(Ops ops, NDArray x, Linear base) {
    NDArray l = ops.scale(left.matrix(ops), scale);
    NDArray r = right.matrix(ops);
    NDArray laid = ops.reshape(x, -1, l.getShape().get(1), r.getShape().get(1)); // [rows, m, n]
    NDArray product = ops.matmul(l, ops.linear(laid, r)); // [rows, l, k]
    long[] shape = x.getShape().getShape().clone();
    shape[shape.length - 1] = base.site().out();
    return ops.add(base.forward(ops, x), ops.reshape(product, shape));
  }

  @Override
  public Linear merge(Ops ops, Linear base) {
    NDArray l = ops.scale(left.matrix(ops), scale);
    NDArray r = right.matrix(ops);
    NDArray coarse = ops.reshape(l, l.getShape().get(0), 1, l.getShape().get(1), 1);
    NDArray fine = ops.reshape(r, 1, r.getShape().get(0), 1, r.getShape().get(1));
    NDArray delta = ops.reshape(ops.multiply(coarse, fine), base.site().out(), base.site().in());
    return new Linear(base.site(), ops.add(base.weight(), delta), base.bias());
  }
}
