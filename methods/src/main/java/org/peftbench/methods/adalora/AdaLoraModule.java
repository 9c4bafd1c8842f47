package org.peftbench.methods.adalora;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.peftbench.methods.ranks.RankOneParts;
import org.peftbench.models.Linear;
import org.peftbench.models.ops.Ops;

/**
 * One site's rank-one parts: {@code y = xWᵀ + b + s·dropout(x)(A ⊙ E)ᵀBᵀ}.
 *
 * @param a A [rank, in]
 * @param e E [rank, 1]; 0 where a part is taken away
 * @param b B [out, rank]
 * @param scale s
 * @param dropout on what enters A, in training
 */
record AdaLoraModule(NDArray a, NDArray e, NDArray b, double scale, double dropout)
    implements RankOneParts {
  @Override
  public NDArray apply(Ops ops, NDArray x, Linear base) {
    NDArray narrow = ops.linear(ops.dropout(x, dropout), ops.multiply(a, e)); // [..., rank]
    return ops.add(base.forward(ops, x), ops.scale(ops.linear(narrow, b), scale));
  }

  @Override
  public Linear merge(Ops ops, Linear base) {
    NDArray delta = ops.scale(ops.matmul(b, ops.multiply(a, e)), scale); // [out, in]
    return new Linear(base.site(), ops.add(base.weight(), delta), base.bias());
  }

  /** Number of parts at the start. */
  int width() {
    return Math.toIntExact(e.getShape().size());
  }

  @Override
  public int rank() {
    try (Ops ops = Ops.evaluation(e.getManager(), e.getDataType())) {
      return (int) Arrays.stream(ops.values(e)).filter(value -> value != 0).count();
    }
  }

  @Override
  public long partSize() {
    return (a.getShape().size() + b.getShape().size()) / width() + 1;
  }

  @Override
  public NDArray skewness(Ops ops, NDArray identity) {
    NDArray rows = ops.matmul(a, ops.transpose(a, 1, 0)); // [rank, rank]
    NDArray columns = ops.matmul(ops.transpose(b, 1, 0), b);
    return ops.add(
        RankOneParts.distance(ops, rows, identity), RankOneParts.distance(ops, columns, identity));
  }

  /**
   * Sets E to 0 but for the parts that are kept.
   *
   * @param kept 1 for those, else 0, [rank, 1]
   */
  void mask(Ops ops, NDArray kept) {
    ops.assign(e, ops.multiply(ops.detach(e), kept));
  }
}
