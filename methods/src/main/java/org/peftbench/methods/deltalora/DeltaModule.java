package org.peftbench.methods.deltalora;

import ai.djl.ndarray.NDArray;
import org.peftbench.methods.SiteModule;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.models.Linear;
import org.peftbench.models.ops.Ops;

/**
 * One site's pair and the weight that follows it.
 *
 * @param pair A and B
 * @param weight [out, in], from the frozen one's values
 * @param earlierA A as it was after the step before
 * @param earlierB B as it was then
 */
record DeltaModule(LoraModule pair, NDArray weight, NDArray earlierA, NDArray earlierB)
    implements SiteModule {
  @Override
  public NDArray apply(Ops ops, NDArray x, Linear base) {
    return pair.apply(ops, x, moved(base));
  }

  @Override
  public Linear merge(Ops ops, Linear base) {
    return pair.merge(ops, moved(base));
  }

  private Linear moved(Linear base) {
    return new Linear(base.site(), weight, base.bias());
  }

  /** Remembers where the pair is. */
  void look(Ops ops) {
    ops.assign(earlierA, pair.a());
    ops.assign(earlierB, pair.b());
  }

  /** Moves the weight by λ times the product's change since the last look. */
  void follow(Ops ops, double ratio) {
    LoraModule earlier = new LoraModule(earlierA, earlierB, pair.scale(), 0);
    NDArray change = ops.subtract(pair.delta(ops), earlier.delta(ops)); // [out, in]
    ops.assign(weight, ops.add(weight, ops.scale(change, ratio)));
  }
}
