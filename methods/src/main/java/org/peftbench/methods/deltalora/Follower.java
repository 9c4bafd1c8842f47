package org.peftbench.methods.deltalora;

import ai.djl.ndarray.NDArray;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.methods.lora.MovingLora;
import org.peftbench.models.Initializer;
import org.peftbench.models.ops.Ops;

/**
 * Makes one site's weight follow its pair.
 *
 * @param module the pair and the weight
 * @param earlierA A as it was after the step before
 * @param earlierB B as it was then
 */
record Follower(MovingLora module, NDArray earlierA, NDArray earlierB) {
  static Follower of(MovingLora module, Initializer copies) {
    LoraModule pair = module.pair();
    return new Follower(module, copies.copy(pair.a()), copies.copy(pair.b()));
  }

  /** Remembers where the pair is. */
  void look(Ops ops) {
    ops.assign(earlierA, module.pair().a());
    ops.assign(earlierB, module.pair().b());
  }

  /** Moves the weight by λ times the product's change since the last look. */
  void follow(Ops ops, double ratio) {
    LoraModule pair = module.pair();
    LoraModule earlier = new LoraModule(earlierA, earlierB, pair.scale(), 0);
    NDArray change = ops.subtract(pair.delta(ops), earlier.delta(ops)); // [out, in]
    module.move(ops, ops.scale(change, ratio));
  }
}
