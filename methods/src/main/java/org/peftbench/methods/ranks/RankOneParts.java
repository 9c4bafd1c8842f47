package org.peftbench.methods.ranks;

import ai.djl.ndarray.NDArray;
import org.peftbench.methods.SiteModule;
import org.peftbench.models.ops.Ops;

/** One site's product B(A ⊙ E), some of whose rank-one parts are in use. */
public interface RankOneParts extends SiteModule {
  /** Parts in use. */
  int rank();

  /** Trained numbers of one part. */
  long partSize();

  /**
   * {@code ‖AAᵀ − I‖_F + ‖BᵀB − I‖_F} over the parts that learn.
   *
   * @param identity as large as there are parts
   */
  NDArray skewness(Ops ops, NDArray identity);

  /** {@code ‖M − T‖_F}. */
  static NDArray distance(Ops ops, NDArray matrix, NDArray target) {
    NDArray difference = ops.subtract(matrix, target);
    return ops.sqrt(ops.sum(ops.multiply(difference, difference)));
  }
}
