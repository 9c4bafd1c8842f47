package org.peftbench.models.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.peftbench.models.ops.Ledger.Gradient;
import org.peftbench.models.ops.Ledger.Inside;

/** {@link Kernels} in a dry run: shapes of results, and memory that the kernels need inside. */
final class DryKernels {
  /** Bytes of what dropout multiplies an element by. */
  private static final int KEPT = 2;

  /** So many elements are left to the engine's own dropout, as kernels.torchscript has it. */
  private static final long FEW = 262_144;

  /** Scores that attention computes at once, at least a row's of the batch; as there. */
  private static final long PART = 393_216;

  private DryKernels() {}

  static List<NDArray> call(
      DryOps ops, String function, List<List<NDArray>> lists, NDArray... given) {
    NDArray x = given[0];
    Shape shape = x.getShape();
    long bytes = shape.size() * x.getDataType().getNumOfBytes();
    return switch (function) {
      case "cross_entropy" ->
          // the logarithms of the probabilities
          List.of(ops.computed(Keeps.NOTHING, inside(bytes, 0), new Shape(), x));
      case "dropout" -> List.of(dropout(ops, x));
      case "rms_norm" ->
          List.of(
              ops.computed(
                  Keeps.OPERANDS,
                  inside(given[1].hasGradient() ? bytes : 0, 2 * bytes),
                  shape,
                  x,
                  given[1]));
      case "silu", "gelu_tanh", "power" -> List.of(ops.computed(Keeps.OPERANDS, shape, x));
      case "top_mask" -> List.of(ops.computed(Keeps.NOTHING, inside(3 * bytes, 0), shape, x));
      case "rows" ->
          List.of(
              ops.computed(Keeps.NOTHING, Shapes.with(shape, 0, given[1].getShape().size()), x));
      case "gather" -> List.of(ops.computed(Keeps.NOTHING, given[1].getShape(), x));
      case "positions" -> List.of(ops.fresh(shape, DataType.INT64));
      case "last_tokens" -> List.of(ops.fresh(new Shape(shape.get(0)), DataType.INT64));
      case "convolve" -> List.of(convolve(ops, given));
      case "lstm" -> List.of(lstm(ops, lists.get(0), x));
      case "svd" -> svd(ops, x);
      case "qr" -> {
        long rank = Math.min(shape.get(0), shape.get(1));
        yield List.of(
            ops.computed(Keeps.RESULT, new Shape(shape.get(0), rank), x),
            ops.computed(Keeps.RESULT, new Shape(rank, shape.get(1)), x));
      }
      case "scatter" -> List.of(ops.computed(Keeps.NOTHING, shape, given[2]));
      case "cayley" -> {
        NDArray skew = given[1];
        long copies = 3 * ((DryArray) skew).bytes();
        double products = 4.0 * skew.getShape().size() * shape.get(0);
        Inside solved = new Inside(Gradient.NEW, copies, copies, products, products);
        yield List.of(ops.computed(Keeps.NOTHING, solved, skew.getShape(), skew));
      }
      case "inverse_fourier" ->
          List.of(ops.computed(Keeps.NOTHING, inside(0, 4 * bytes), shape, x));
      case "look_up" -> List.of(lookUp(ops, given));
      default -> throw new IllegalStateException("a dry run has no kernel " + function);
    };
  }

  private static Inside inside(long saved, long work) {
    return new Inside(Gradient.NEW, saved, work);
  }

  /** What it multiplied by is kept: two bytes an element, or all four or eight of a few. */
  private static NDArray dropout(DryOps ops, NDArray x) {
    Shape shape = x.getShape();
    long bytes = ((DryArray) x).bytes();
    boolean few = shape.size() < FEW;
    long kept = few ? bytes : shape.size() * KEPT;
    return ops.computed(Keeps.NOTHING, inside(kept, few ? 0 : bytes), shape, x);
  }

  /**
   * Without dropout the fused kernel keeps a number a query. With dropout, or a mask that learns,
   * queries and keys are multiplied one by one, for some rows of the batch at a time, and weights,
   * what was kept of them and what is left stay.
   */
  static NDArray attention(
      DryOps ops, NDArray query, NDArray key, NDArray value, NDArray mask, boolean drops) {
    Shape shape = query.getShape(); // [batch, heads, queries, width]
    long row = shape.get(1) * shape.get(2) * key.getShape().get(2); // scores of a row of the batch
    double products = 4.0 * shape.get(0) * row * shape.get(3); // queries, keys; weights, values
    double back = 2 * products / 3; // four products for three gradients
    if (!drops && !mask.hasGradient()) {
      long sums = shape.get(0) * shape.get(1) * shape.get(2) * Float.BYTES;
      Inside fused = new Inside(Gradient.NEW, sums, 0, products, back);
      DryArray result = (DryArray) ops.computed(Keeps.ALL, fused, shape, query, key, value);
      return result.ordered(new int[] {0, 2, 1, 3}); // as the queries were split
    }
    int bytes = query.getDataType().getNumOfBytes();
    boolean whole = shape.get(0) * row <= PART;
    long rows = whole ? shape.get(0) : Math.max(PART / row, 1);
    long noise = drops ? bytes + (whole ? bytes : KEPT) : 0;
    long straightened = ((DryArray) query).bytes() + 2 * ((DryArray) key).bytes();
    long kept = straightened + shape.get(0) * row * (bytes + noise);
    Inside apart = new Inside(Gradient.NEW, kept, 2 * rows * row * bytes, products, back);
    DryArray result = (DryArray) ops.computed(Keeps.NOTHING, apart, shape, query, key, value, mask);
    return whole ? result : result.ordered(new int[] {0, 2, 1, 3});
  }

  private static NDArray convolve(DryOps ops, NDArray... given) {
    Shape weight = given[1].getShape(); // [out, in, kernel]
    Shape shape = Shapes.with(given[0].getShape(), 1, weight.get(0)); // [batch, out, length]
    long copied = ((DryArray) given[0]).bytes();
    double products = 2.0 * shape.size() * weight.get(1) * weight.get(2);
    return ops.computed(
        Keeps.NOTHING, new Inside(Gradient.NEW, copied, copied, products, products), shape, given);
  }

  private static NDArray lstm(DryOps ops, List<NDArray> weights, NDArray x) {
    Shape shape = x.getShape();
    long hidden = weights.get(1).getShape().get(1);
    long states = shape.get(0) * shape.get(1);
    double products = 0;
    for (NDArray weight : weights) {
      products += 2.0 * states * weight.getShape().size();
    }
    long gates = weights.size() / 4 * states * 6 * hidden * x.getDataType().getNumOfBytes();
    Shape result = new Shape(shape.get(0), shape.get(1), 2 * hidden);
    Inside inside = new Inside(Gradient.NEW, gates, 0, products, products / weights.size());
    return ops.computed(Keeps.RESULT, inside, result, weights.toArray(NDArray[]::new));
  }

  private static List<NDArray> svd(DryOps ops, NDArray x) {
    Shape shape = x.getShape();
    long rank = Math.min(shape.get(0), shape.get(1));
    return List.of(
        ops.computed(Keeps.RESULT, new Shape(shape.get(0), rank), x),
        ops.computed(Keeps.RESULT, new Shape(rank), x),
        ops.computed(Keeps.RESULT, new Shape(rank, shape.get(1)), x));
  }

  /** Codes are apart as bytes and then as integers of four. */
  private static NDArray lookUp(DryOps ops, NDArray... given) {
    long codes = given[0].getShape().size() * given[1].getShape().size();
    ops.touch(codes * (2 + Integer.BYTES));
    return ops.computed(Keeps.NOTHING, new Shape(codes), given[3]);
  }
}
