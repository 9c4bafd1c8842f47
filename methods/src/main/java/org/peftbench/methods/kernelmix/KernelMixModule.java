package org.peftbench.methods.kernelmix;

import ai.djl.ndarray.NDArray;
import org.peftbench.methods.SiteModule;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.models.Linear;
import org.peftbench.models.ops.Ops;

/**
 * One site's shared pair and its heads' own.
 *
 * @param shared A [rank, in], B [out, rank]
 * @param headA [heads · head rank, in], head after head
 * @param headB [out, head rank], the rows of head after head
 * @param heads number of key/value heads; queries that share one count as one
 */
record KernelMixModule(LoraModule shared, NDArray headA, NDArray headB, int heads)
    implements SiteModule {
  @Override
  public NDArray apply(Ops ops, NDArray x, Linear base) {
    NDArray common = shared.product(ops, ops.dropout(x, shared.dropout()));
    NDArray narrow = ops.linear(ops.dropout(x, shared.dropout()), headA);
    NDArray byHead = ops.reshape(narrow, -1, heads, headRank()); // [positions, heads, head rank]
    NDArray wide = ops.matmul(ops.transpose(byHead, 1, 0, 2), ops.transpose(blocks(ops), 0, 2, 1));
    NDArray y = base.forward(ops, x);
    NDArray own = ops.reshape(ops.transpose(wide, 1, 0, 2), y.getShape().getShape()); // [..., out]
    return ops.add(ops.add(y, common), ops.scale(own, shared.scale()));
  }

  @Override
  public Linear merge(Ops ops, Linear base) {
    NDArray inputs = ops.reshape(headA, heads, headRank(), base.site().in());
    NDArray product = ops.matmul(blocks(ops), inputs); // [heads, out / heads, in]
    NDArray own = ops.reshape(product, base.site().out(), base.site().in());
    NDArray delta = ops.add(shared.delta(ops), ops.scale(own, shared.scale()));
    return new Linear(base.site(), ops.add(base.weight(), delta), base.bias());
  }

  private long headRank() {
    return headB.getShape().get(1);
  }

  /** B of each head: [heads, out / heads, head rank]. */
  private NDArray blocks(Ops ops) {
    return ops.reshape(headB, heads, -1, headRank());
  }
}
