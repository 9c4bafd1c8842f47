package org.peftbench.methods.qalora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.peftbench.methods.SiteModule;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.models.Linear;
import org.peftbench.models.ops.Ops;

/**
 * A low-rank pair that sees the sums of groups of inputs.
 *
 * @param pair A [r, groups], B [out, r]
 * @param groups of inputs
 * @param size of a group
 */
record PooledLora(LoraModule pair, int groups, int size) implements SiteModule {
  @Override
  public NDArray apply(Ops ops, NDArray x, Linear base) {
    long[] leading = x.getShape().getShape();
    long[] split = Arrays.copyOf(leading, leading.length + 1);
    split[leading.length - 1] = groups;
    split[leading.length] = size;
    NDArray sums = ops.sum(ops.reshape(x, split), false, leading.length); // [..., groups]
    return ops.add(base.forward(ops, x), pair.product(ops, ops.dropout(sums, pair.dropout())));
  }

  @Override
  public Linear merge(Ops ops, Linear base) {
    int out = base.site().out();
    NDArray columns = ops.reshape(pair.delta(ops), out, groups, 1);
    NDArray repeated = ops.expand(columns, new Shape(out, groups, size));
    NDArray delta = ops.reshape(repeated, out, base.site().in());
    return new Linear(base.site(), ops.add(base.weight(), delta), base.bias());
  }
}
