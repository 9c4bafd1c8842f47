package org.peftbench.methods.lora;

import ai.djl.ndarray.NDArray;
import org.peftbench.methods.Cost;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.SiteModule;
import org.peftbench.models.Linear;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Ops;

/**
 * A pair that starts as a part of the weight itself: {@code y = x(W − s·B₀A₀)ᵀ + b +
 * s·dropout(x)AᵀBᵀ}, so that the start changes nothing.
 *
 * <p>The residual weight is never built: what is remembered is the pair's start, which costs r·(in
 * + out) numbers instead of in·out. It is saved, since a decomposition done again elsewhere need
 * not give the same numbers.
 *
 * @param pair trained
 * @param start the pair as it was, frozen
 */
public record ResidualLoraModule(LoraModule pair, LoraModule start) implements SiteModule {
  /**
   * A module that starts at the given matrices.
   *
   * @param a [rank, in]
   * @param b [out, rank]
   */
  public static ResidualLoraModule from(
      Ops ops,
      Site site,
      NDArray a,
      NDArray b,
      double scale,
      double dropout,
      Parameters parameters) {
    LoraModule pair =
        new LoraModule(
            parameters.train(LoraModule.nameA(site), ops.keep(a, parameters.manager())),
            parameters.train(LoraModule.nameB(site), ops.keep(b, parameters.manager())),
            scale,
            dropout);
    LoraModule start =
        new LoraModule(
            parameters.remember(site.module() + ".start_A", ops.keep(a, parameters.manager())),
            parameters.remember(site.module() + ".start_B", ops.keep(b, parameters.manager())),
            scale,
            0);
    return new ResidualLoraModule(pair, start);
  }

  /** Cost of what {@link #from} makes. */
  public static Cost cost(Site site, int rank) {
    long pair = LoraModule.size(site, rank);
    return LoraModule.cost(site, rank).plus(Cost.merging(0, pair).remembering(pair));
  }

  @Override
  public NDArray apply(Ops ops, NDArray x, Linear base) {
    NDArray now = pair.product(ops, ops.dropout(x, pair.dropout())); // [..., out]
    return ops.add(base.forward(ops, x), ops.subtract(now, start.product(ops, x)));
  }

  @Override
  public Linear merge(Ops ops, Linear base) {
    NDArray change = ops.subtract(pair.delta(ops), start.delta(ops)); // [out, in]
    return new Linear(base.site(), ops.add(base.weight(), change), base.bias());
  }
}
