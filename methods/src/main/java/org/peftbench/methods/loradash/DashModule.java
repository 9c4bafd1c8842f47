package org.peftbench.methods.loradash;

import ai.djl.ndarray.NDArray;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.peftbench.methods.SiteModule;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.models.Linear;
import org.peftbench.models.ops.Ops;

/**
 * One site's pair and its directions: {@code y = xWᵀ + b + s·xAᵀBᵀ + ((xV̂ᵀ) ⊙ c)Ûᵀ}.
 *
 * @param pair A and B
 * @param coefficients c [k]
 * @param left Û [out, k]; zero before the launch
 * @param right V̂ᵀ [k, in]; zero before the launch
 */
record DashModule(LoraModule pair, NDArray coefficients, NDArray left, NDArray right)
    implements SiteModule {
  /** Keeps directions of vanishing singular value from winning by division. */
  private static final double EPSILON = 1e-6;

  @Override
  public NDArray apply(Ops ops, NDArray x, Linear base) {
    // The published code draws dropout twice.
    NDArray product = pair.product(ops, ops.dropout(x, pair.dropout()));
    NDArray along = ops.linear(ops.dropout(x, pair.dropout()), right); // [..., k]
    NDArray dash = ops.linear(ops.multiply(along, coefficients), left); // [..., out]
    return ops.add(ops.add(base.forward(ops, x), product), dash);
  }

  @Override
  public Linear merge(Ops ops, Linear base) {
    NDArray dash = ops.matmul(ops.multiply(left, coefficients), right); // [out, in]
    NDArray delta = ops.add(pair.delta(ops), dash);
    return new Linear(base.site(), ops.add(base.weight(), delta), base.bias());
  }

  /**
   * Chooses the directions in which the pair has changed the weight most, relative to the singular
   * value.
   *
   * @param weight frozen, [out, in]
   * @return their numbers, counted from 0 in the order of falling singular values, best first
   */
  double[] launch(Ops ops, NDArray weight) {
    Ops.Svd svd = ops.svd(weight);
    NDArray moved = ops.matmul(pair.delta(ops), ops.transpose(svd.vt(), 1, 0)); // ΔW V [out, n]
    double[] changes = ops.values(ops.sum(ops.multiply(svd.u(), moved), false, 0)); // uᵢᵀΔWvᵢ
    double[] values = ops.values(svd.values());
    List<Integer> chosen =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -Math.abs(changes[i]) / (values[i] + EPSILON)))
            .limit(coefficients.getShape().size())
            .toList();
    NDArray[] columns = new NDArray[chosen.size()];
    NDArray[] rows = new NDArray[chosen.size()];
    for (int i = 0; i < columns.length; i++) {
      int direction = chosen.get(i);
      columns[i] = ops.slice(svd.u(), 1, direction, direction + 1);
      rows[i] = ops.slice(svd.vt(), 0, direction, direction + 1);
    }
    ops.assign(left, ops.concat(1, columns));
    ops.assign(right, ops.concat(0, rows));
    return chosen.stream().mapToDouble(direction -> direction).toArray();
  }
}
