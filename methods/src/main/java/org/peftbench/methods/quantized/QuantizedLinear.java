package org.peftbench.methods.quantized;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.peftbench.methods.SiteModule;
import org.peftbench.models.Linear;
import org.peftbench.models.ops.Ops;

/**
 * A linear map whose weight is made anew at each use, with a module on top.
 *
 * @param weight in place of the frozen one
 * @param above sees the quantised map as its base; null for nothing
 */
public record QuantizedLinear(Weight weight, @Nullable SiteModule above) implements SiteModule {
  /** Makes the rounded weight. */
  @FunctionalInterface
  public interface Weight {
    /** [out, in]. */
    NDArray dequantize(Ops ops);
  }

  @Override
  public NDArray apply(Ops ops, NDArray x, Linear base) {
    Linear rounded = rounded(ops, base);
    return above == null ? rounded.forward(ops, x) : above.apply(ops, x, rounded);
  }

  @Override
  public @Nullable Linear merge(Ops ops, Linear base) {
    Linear rounded = rounded(ops, base);
    return above == null ? rounded : above.merge(ops, rounded);
  }

  private Linear rounded(Ops ops, Linear base) {
    return new Linear(base.site(), weight.dequantize(ops), base.bias());
  }
}
