package org.peftbench.models;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.peftbench.models.blocks.Norm;
import org.peftbench.models.blocks.Pass;
import org.peftbench.models.ops.Ops;

/**
 * A checkpoint's linear maps, tables and norms looked up by site, for architectures that keep no
 * blocks of their own; {@link Pass} and {@link Norm} compute them.
 */
public final class Parts {
  private final FrozenParameters weights;
  private final double normEpsilon;

  /**
   * Parts over a checkpoint's weights.
   *
   * @param normEpsilon added to the variance in every normalisation
   */
  public Parts(FrozenParameters weights, double normEpsilon) {
    this.weights = weights;
    this.normEpsilon = normEpsilon;
  }

  /**
   * Touches every weight of these sites now, so that a damaged checkpoint is refused before any
   * work.
   *
   * @param biased whether linear maps and norms have a bias
   */
  public void load(List<Site> sites, boolean biased) {
    for (Site site : sites) {
      if (site.role().isEmbedding()) {
        weights.get(site.weight(), site.in(), site.out());
        continue;
      }
      boolean norm = site.role() == Role.LAYER_NORM;
      if (norm) {
        weights.get(site.weight(), site.out());
      } else if (site.role().isLinear()) {
        weights.get(site.weight(), site.out(), site.in());
      }
      if (biased && (norm || site.role().isLinear())) {
        weights.get(site.bias(), site.out());
      }
    }
  }

  /** {@code xWᵀ + b} at a site: x [..., in] to [..., out]. */
  public NDArray linear(Ops ops, NDArray x, Site site, Taps taps) {
    Linear frozen = new Linear(site, loaded(site.weight()), weights.loaded().get(site.bias()));
    return new Pass(ops, taps, 0, null).linear(x, frozen);
  }

  /** Normalises the last axis to mean 0 and variance 1, then weighs and shifts it. */
  public NDArray layerNorm(Ops ops, NDArray x, Site site, Taps taps) {
    return new Norm(site, loaded(site.weight()), loaded(site.bias()), normEpsilon)
        .forward(ops, x, taps);
  }

  /** Rows of a site's table, one for each id. */
  public NDArray embedding(Ops ops, NDArray ids, Site site, Taps taps) {
    return taps.output(ops, site, ops.embedding(ids, parameter(site.weight(), taps)));
  }

  /** A loaded parameter of that name, or what is trained in its place. */
  public NDArray parameter(String name, Taps taps) {
    return taps.parameter(name, loaded(name));
  }

  private NDArray loaded(String name) {
    NDArray frozen = weights.loaded().get(name);
    if (frozen == null) {
      throw new IllegalStateException(name + " was never loaded");
    }
    return frozen;
  }
}
