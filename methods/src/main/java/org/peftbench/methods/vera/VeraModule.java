package org.peftbench.methods.vera;

import ai.djl.ndarray.NDArray;
import org.peftbench.methods.SiteModule;
import org.peftbench.models.Linear;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Ops;

/**
 * {@code y = xWᵀ + b + λ_b ⊙ ((λ_d ⊙ dropout(x)Aᵀ)Bᵀ)}.
 *
 * @param a shared, [rank, at least in]
 * @param b shared, [at least out, rank]
 * @param lambdaD [rank]
 * @param lambdaB [out]
 * @param dropout on what enters A, in training
 */
record VeraModule(NDArray a, NDArray b, NDArray lambdaD, NDArray lambdaB, double dropout)
    implements SiteModule {
  @Override
  public NDArray apply(Ops ops, NDArray x, Linear base) {
    NDArray narrow = ops.linear(ops.dropout(x, dropout), cutA(ops, base.site())); // [..., rank]
    NDArray wide = ops.linear(ops.multiply(narrow, lambdaD), cutB(ops, base.site())); // [..., out]
    return ops.add(base.forward(ops, x), ops.multiply(wide, lambdaB));
  }

  @Override
  public Linear merge(Ops ops, Linear base) {
    Site site = base.site();
    NDArray columns = ops.multiply(cutB(ops, site), lambdaD); // [out, rank]
    NDArray product = ops.matmul(columns, cutA(ops, site)); // [out, in]
    NDArray delta = ops.multiply(product, ops.reshape(lambdaB, site.out(), 1));
    return new Linear(site, ops.add(base.weight(), delta), base.bias());
  }

  private NDArray cutA(Ops ops, Site site) {
    return ops.slice(a, 1, 0, site.in());
  }

  private NDArray cutB(Ops ops, Site site) {
    return ops.slice(b, 0, 0, site.out());
  }
}
