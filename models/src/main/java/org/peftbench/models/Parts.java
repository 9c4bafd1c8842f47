package org.peftbench.models;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.ops.Ops;

/**
 * A checkpoint's linear maps, tables and norms by site, each computed with what hangs on it.
 *
 * <p>All that an architecture's class has left to say is in which order they follow.
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
    return taps.linear(
        ops, x, new Linear(site, parameter(site.weight(), taps), optional(site.bias(), taps)));
  }

  /** Normalises the last axis to mean 0 and variance 1, then weighs and shifts it. */
  public NDArray layerNorm(Ops ops, NDArray x, Site site, Taps taps) {
    NDArray weight = parameter(site.weight(), taps);
    NDArray bias = parameter(site.bias(), taps);
    return taps.output(ops, site, ops.layerNorm(x, weight, bias, normEpsilon));
  }

  /** Rows of a site's table, one for each id. */
  public NDArray embedding(Ops ops, NDArray ids, Site site, Taps taps) {
    return taps.output(ops, site, ops.embedding(ids, parameter(site.weight(), taps)));
  }

  /** A loaded parameter of that name, or what is trained in its place. */
  public NDArray parameter(String name, Taps taps) {
    NDArray loaded = optional(name, taps);
    if (loaded == null) {
      throw new IllegalStateException(name + " was never loaded");
    }
    return loaded;
  }

  private @Nullable NDArray optional(String name, Taps taps) {
    NDArray frozen = weights.loaded().get(name);
    return frozen == null ? null : taps.parameter(name, frozen);
  }
}
