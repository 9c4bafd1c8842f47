package org.peftbench.methods.dylora;

import ai.djl.ndarray.NDArray;
import org.peftbench.methods.SiteModule;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.models.Linear;
import org.peftbench.models.ops.Ops;

/**
 * One site's pair, cut to its first b parts.
 *
 * @param pair A [rank, in] and B [out, rank], scale 1
 * @param alpha α; the cut product is scaled by α/b
 * @param frozen whether only the b-th part learns
 * @param evaluated b outside training
 * @param draw b in training
 */
record DyLoraModule(LoraModule pair, double alpha, boolean frozen, int evaluated, RankDraw draw)
    implements SiteModule {
  @Override
  public NDArray apply(Ops ops, NDArray x, Linear base) {
    return cut(ops, ops.isTraining() ? draw.current() : evaluated).apply(ops, x, base);
  }

  @Override
  public Linear merge(Ops ops, Linear base) {
    return cut(ops, evaluated).merge(ops, base);
  }

  private LoraModule cut(Ops ops, int rank) {
    NDArray a = ops.slice(pair.a(), 0, 0, rank); // [b, in]
    NDArray b = ops.slice(pair.b(), 1, 0, rank); // [out, b]
    if (frozen && ops.isTraining() && rank > 1) {
      NDArray earlierA = ops.detach(ops.slice(a, 0, 0, rank - 1));
      NDArray earlierB = ops.detach(ops.slice(b, 1, 0, rank - 1));
      a = ops.concat(0, earlierA, ops.slice(a, 0, rank - 1, rank));
      b = ops.concat(1, earlierB, ops.slice(b, 1, rank - 1, rank));
    }
    return new LoraModule(a, b, alpha / rank, pair.dropout());
  }
}
