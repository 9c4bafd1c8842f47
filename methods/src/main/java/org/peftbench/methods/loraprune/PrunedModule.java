package org.peftbench.methods.loraprune;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.peftbench.methods.SiteModule;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.models.Linear;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Ops;

/**
 * One site's pair, and the mask on its output where units are left out.
 *
 * @param weight frozen, [out, in]
 * @param pair A and B
 * @param mask [out] of 0 and 1; null at maps back from heads or channels, whose input is masked
 *     already
 */
record PrunedModule(Site site, NDArray weight, LoraModule pair, @Nullable NDArray mask)
    implements SiteModule {
  private static final double EPSILON = 1e-8;

  @Override
  public NDArray apply(Ops ops, NDArray x, Linear base) {
    NDArray y = pair.apply(ops, x, base);
    return mask == null ? y : ops.multiply(y, mask);
  }

  @Override
  public Linear merge(Ops ops, Linear base) {
    Linear plain = pair.merge(ops, base);
    if (mask == null) {
      return plain;
    }
    NDArray rows = ops.reshape(mask, site.out(), 1);
    NDArray bias = plain.bias() == null ? null : ops.multiply(plain.bias(), mask);
    return new Linear(site, ops.multiply(plain.weight(), rows), bias);
  }

  /**
   * How much the loss depends on each unit here, of length 1 over all units: the weight's gradient
   * is guessed from those of A and B. The scope is its own: it makes eight arrays as large as the
   * weight, which are not to wait for the other sites'.
   *
   * @param units heads or channels, into which the outputs, or without a mask the inputs, are cut
   */
  double[] importance(int units) {
    try (Ops ops = Ops.evaluation(pair.a().getManager(), pair.a().getDataType());
        NDArray gradientA = pair.a().getGradient();
        NDArray gradientB = pair.b().getGradient()) {
      NDArray a = ops.detach(pair.a());
      NDArray b = ops.detach(pair.b());
      NDArray gradient = // ∇B·A + (B − ∇B)·∇A
          ops.add(ops.matmul(gradientB, a), ops.matmul(ops.subtract(b, gradientB), gradientA));
      NDArray value = ops.add(weight, ops.scale(ops.matmul(b, a), pair.scale()));
      NDArray elements = ops.abs(ops.multiply(gradient, value)); // [out, in]
      NDArray channels = ops.sum(elements, false, mask == null ? 0 : 1);
      double[] sums = ops.values(ops.sum(ops.reshape(channels, units, -1), false, 1)); // [units]
      double length = Math.sqrt(Arrays.stream(sums).map(sum -> sum * sum).sum());
      return Arrays.stream(sums).map(sum -> sum / (length + EPSILON)).toArray();
    }
  }

  /**
   * Masks the outputs of units that are not kept.
   *
   * @param kept 1 for those that are, else 0
   */
  void keep(Ops ops, double[] kept) {
    if (mask == null) {
      return;
    }
    int width = site.out() / kept.length;
    float[] values = new float[site.out()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) kept[i / width];
    }
    ops.assign(mask, ops.floats(values, mask.getShape()));
  }
}
