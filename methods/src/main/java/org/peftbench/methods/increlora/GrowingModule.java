package org.peftbench.methods.increlora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.peftbench.methods.ranks.RankOneParts;
import org.peftbench.models.Linear;
import org.peftbench.models.ops.Ops;

/** One site's rank-one parts: {@code ΔW = s·B(A ⊙ E ⊙ active + A ⊙ 1e-5·reserve)}. */
final class GrowingModule implements RankOneParts {
  /** What stands for E in reserve, and what E begins with when it becomes active. */
  private static final double TINY = 1e-5;

  private final NDArray a;
  private final NDArray e;
  private final NDArray b;
  private final NDArray active;
  private final NDArray reserve;
  private final double alpha;
  private final double dropout;

  /** Zero and not trained; being added to ΔW, its gradient is that of ΔW. */
  private @Nullable NDArray probe;

  /**
   * A module that is not there yet.
   *
   * @param a [room, in]
   * @param e [room, 1]
   * @param b [out, room]
   * @param active 1 for parts in use, [room, 1]
   * @param reserve 1 for parts that come next, [room, 1]
   */
  GrowingModule(
      NDArray a,
      NDArray e,
      NDArray b,
      NDArray active,
      NDArray reserve,
      double alpha,
      double dropout) {
    this.a = a;
    this.e = e;
    this.b = b;
    this.active = active;
    this.reserve = reserve;
    this.alpha = alpha;
    this.dropout = dropout;
  }

  /** Starts with some parts, at E = 0, and others in reserve. */
  void begin(int rank, int increment) {
    try (Ops ops = ops()) {
      ops.assign(active, ones(ops, 0, rank));
      ops.assign(reserve, ones(ops, rank, rank + increment));
      NDArray later = ones(ops, rank, Math.toIntExact(e.getShape().size()));
      ops.assign(e, ops.scale(later, TINY));
    }
  }

  /** Puts the reserve into use and the next parts into reserve. */
  void grow(int increment) {
    int rank = rank() + increment;
    try (Ops ops = ops()) {
      ops.assign(active, ones(ops, 0, rank));
      ops.assign(reserve, ones(ops, rank, rank + increment));
    }
  }

  /** Gives the reserve up. */
  void stop() {
    try (Ops ops = ops()) {
      ops.assign(reserve, ops.zeros(reserve.getShape()));
    }
  }

  @Override
  public int rank() {
    try (Ops ops = ops()) {
      return (int) Math.round(ops.value(ops.sum(active)));
    }
  }

  @Override
  public long partSize() {
    return (a.getShape().size() + b.getShape().size()) / e.getShape().size() + 1;
  }

  private Ops ops() {
    return Ops.evaluation(e.getManager(), e.getDataType());
  }

  private NDArray ones(Ops ops, int from, int to) {
    float[] values = new float[Math.toIntExact(e.getShape().size())];
    Arrays.fill(values, Math.min(from, values.length), Math.min(to, values.length), 1);
    return ops.floats(values, e.getShape());
  }

  @Override
  public NDArray apply(Ops ops, NDArray x, Linear base) {
    NDArray y = base.forward(ops, x);
    NDArray dropped = ops.dropout(x, dropout);
    if (ops.isTraining() && probe != null) {
      return ops.add(y, ops.linear(dropped, ops.add(delta(ops), probe)));
    }
    NDArray narrow = ops.linear(dropped, scaledA(ops)); // [..., room]
    return ops.add(y, ops.linear(narrow, b));
  }

  @Override
  public Linear merge(Ops ops, Linear base) {
    return new Linear(base.site(), ops.add(base.weight(), delta(ops)), base.bias());
  }

  /** [out, in]. */
  private NDArray delta(Ops ops) {
    return ops.matmul(b, scaledA(ops));
  }

  /** s·(A ⊙ E), with what stands for E in reserve: [room, in]. */
  private NDArray scaledA(Ops ops) {
    NDArray values = ops.add(ops.multiply(e, active), ops.scale(reserve, TINY)); // [room, 1]
    NDArray scale = ops.divide(ops.scale(values, alpha), ops.shift(ops.sum(active), 1e-5));
    return ops.multiply(a, scale);
  }

  @Override
  public NDArray skewness(Ops ops, NDArray identity) {
    NDArray learning = ops.add(active, reserve); // [room, 1]
    NDArray rows = ops.multiply(a, learning);
    NDArray columns = ops.multiply(b, ops.reshape(learning, 1, -1));
    NDArray target = ops.multiply(identity, learning); // [room, room]
    return ops.add(
        RankOneParts.distance(ops, ops.matmul(rows, ops.transpose(rows, 1, 0)), target),
        RankOneParts.distance(ops, ops.matmul(ops.transpose(columns, 1, 0), columns), target));
  }

  /** Begins to look at the gradient of ΔW. */
  void watch(NDManager owner) {
    if (probe == null) {
      Shape shape = new Shape(b.getShape().get(0), a.getShape().get(1));
      probe = owner.zeros(shape, e.getDataType());
      probe.setRequiresGradient(true);
    }
  }

  /** Looks no more. */
  void unwatch() {
    if (probe != null) {
      probe.close();
      probe = null;
    }
  }

  /** {@code Σ|ΔW ⊙ ∇ΔW|/√(out·in)} of a step. */
  double score(Ops ops) {
    if (probe == null) {
      throw new IllegalStateException("not watched");
    }
    try (NDArray gradient = probe.getGradient()) {
      double sum = ops.value(ops.sum(ops.abs(ops.multiply(delta(ops), gradient))));
      ops.assign(gradient, ops.zeros(gradient.getShape()));
      return sum / Math.sqrt((double) gradient.getShape().size());
    }
  }
}
