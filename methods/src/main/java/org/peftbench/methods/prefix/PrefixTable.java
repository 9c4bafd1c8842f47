package org.peftbench.methods.prefix;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.parts.Mlp;
import org.peftbench.methods.parts.NonLinearity;
import org.peftbench.methods.parts.VirtualTokens;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.Ops;

/** Keys and values of virtual tokens, as rows of a table. */
public final class PrefixTable {
  private PrefixTable() {}

  /**
   * Trains a table [tokens, width], or a table [tokens, narrow] and an MLP that makes the wide one
   * of it.
   *
   * @param inner width of the MLP's hidden layer
   */
  public static VirtualTokens train(
      Parameters parameters, int tokens, int width, boolean projection, int narrow, int inner) {
    if (!projection) {
      NDArray rows = VirtualTokens.table(parameters, tokens, width);
      return ops -> rows;
    }
    NDArray rows = VirtualTokens.table(parameters, tokens, narrow);
    Mlp transform =
        Mlp.train(
            parameters, VirtualTokens.ROOT + "transform", NonLinearity.TANH, narrow, inner, width);
    return ops -> transform.forward(ops, rows);
  }

  /** Number of parameters of what {@link #train} makes. */
  public static long size(int tokens, int width, boolean projection, int narrow, int inner) {
    return projection
        ? (long) tokens * narrow + Mlp.size(narrow, inner, width)
        : (long) tokens * width;
  }

  /** One layer's rows [tokens, 2·width], keys on the left, for all rows of a batch. */
  public static Taps.KeyValue keyValue(Ops ops, NDArray rows, int heads, int batch) {
    long width = rows.getShape().get(1) / 2;
    return new Taps.KeyValue(
        split(ops, ops.slice(rows, 1, 0, width), heads, batch),
        split(ops, ops.slice(rows, 1, width, 2 * width), heads, batch));
  }

  /** [tokens, width] to [batch, heads, tokens, head width]. */
  private static NDArray split(Ops ops, NDArray rows, int heads, int batch) {
    long tokens = rows.getShape().get(0);
    long headWidth = rows.getShape().get(1) / heads;
    NDArray split = ops.reshape(rows, 1, tokens, heads, headWidth);
    return ops.expand(ops.transpose(split, 0, 2, 1, 3), new Shape(batch, heads, tokens, headWidth));
  }
}
