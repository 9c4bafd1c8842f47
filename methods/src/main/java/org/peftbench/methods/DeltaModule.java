package org.peftbench.methods;

import ai.djl.ndarray.NDArray;
import org.peftbench.models.Linear;
import org.peftbench.models.ops.Ops;

/**
 * Adds a trained matrix to the frozen one: {@code y = x(W + ΔW)ᵀ + b}.
 *
 * <p>For matrices that are cheapest to use once they are made in full; one product with the sum
 * costs less than two products.
 */
@FunctionalInterface
public interface DeltaModule extends SiteModule {
  /** ΔW [out, in]. */
  NDArray delta(Ops ops);

  @Override
  default NDArray apply(Ops ops, NDArray x, Linear base) {
    return merge(ops, base).forward(ops, x);
  }

  @Override
  default Linear merge(Ops ops, Linear base) {
    return new Linear(base.site(), ops.add(base.weight(), delta(ops)), base.bias());
  }
}
