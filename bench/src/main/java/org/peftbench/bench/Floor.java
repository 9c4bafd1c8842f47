package org.peftbench.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.peftbench.models.Backbone;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Ops;

/**
 * The time of the matrix products that no training on a frozen backbone can do without: those of
 * its linear maps and attentions, once forward and, for a step, once backward to their inputs.
 *
 * <p>They are made as {@link Ops#linear} makes them, by whichever library is quicker here, with the
 * backbone's own weights, in its order, and nothing between them.
 */
final class Floor {
  private static final int PASSES = 3;

  private final Backbone backbone;
  private final int heads;
  private final Ops ops;
  private final Map<Shape, NDArray> operands = new HashMap<>();

  private Floor(Backbone backbone, int heads, Ops ops) {
    this.backbone = backbone;
    this.heads = heads;
    this.ops = ops;
  }

  /**
   * Measures now.
   *
   * @param backward whether the products to the inputs are counted too
   * @return seconds, the median of some passes
   */
  static double seconds(Workbench bench, boolean backward) {
    Workbench.Shape shape = bench.shape();
    return seconds(
        bench.learner().backbone(), bench.heads(), shape.rows(), shape.length(), backward);
  }

  /** The same of a backbone with so many attention heads, on rows of so many tokens. */
  static double seconds(Backbone backbone, int heads, long rows, long length, boolean backward) {
    double[] seconds = new double[PASSES];
    try (Ops ops = Ops.evaluation(backbone.manager(), backbone.dtype())) {
      Floor floor = new Floor(backbone, heads, ops);
      floor.pass(rows, length, backward); // makes the operands
      for (int pass = 0; pass < PASSES; pass++) {
        long start = System.nanoTime();
        floor.pass(rows, length, backward);
        seconds[pass] = (System.nanoTime() - start) * 1e-9;
      }
    }
    return new Median().evaluate(seconds);
  }

  private void pass(long rows, long length, boolean backward) {
    for (Site site : backbone.sites()) {
      NDArray weight = backbone.parameters().get(site.weight()); // [out, in]
      if (site.role().isLinear() && site.layer() >= 0 && weight != null) {
        ops.linear(operand(rows * length, site.in()), weight).close();
        if (backward) {
          NDArray turned = ops.transpose(weight, 1, 0); // [in, out]
          ops.linear(operand(rows * length, site.out()), turned).close();
        }
      } else if (site.role() == Role.ATTENTION) {
        attention(rows, length, backbone.hiddenSize() / heads, backward ? 3 : 1);
      }
    }
  }

  /** Scores and weighted values; each has two products on the way back. */
  private void attention(long rows, long length, long width, int times) {
    NDArray wide = operand(rows, heads, length, width);
    NDArray turned = operand(rows, heads, width, length);
    NDArray square = operand(rows, heads, length, length);
    for (int time = 0; time < times; time++) {
      List<NDArray> products = new ArrayList<>();
      products.add(ops.matmul(wide, turned)); // [rows, heads, length, length]
      products.add(ops.matmul(square, wide)); // [rows, heads, length, width]
      products.forEach(NDArray::close);
    }
  }

  private NDArray operand(long... shape) {
    return operands.computeIfAbsent(new Shape(shape), of -> ops.full(of, 0.5));
  }
}
