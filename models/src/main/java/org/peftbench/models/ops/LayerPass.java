package org.peftbench.models.ops;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a pass goes through the layers of a network: what it keeps of them, and what dropout is drawn
 * from. Each layer's has a seed of its own, so that it is the same when it is computed again.
 */
final class LayerPass {
  /** What is kept of a layer that is done. */
  private enum Kept {
    /** All that it has made. */
    ALL,
    /** What autograd needs for the way back, and its result. */
    NEEDED,
    /**
     * What enters it: it is computed again on the way back, by gradient checkpointing (Chen et al.
     * 2016, arXiv 1604.06174, section 4).
     */
    INPUTS
  }

  private final @Nullable SplittableRandom seeds;
  private final Kept kept;
  private final List<Layer> layers = new ArrayList<>();
  private final List<Shared> shares = new ArrayList<>();

  private LayerPass(@Nullable SplittableRandom seeds, Kept kept) {
    this.seeds = seeds;
    this.kept = kept;
  }

  /**
   * A layer whose arrays are gone.
   *
   * @param seed of its dropout
   * @param entering the network's own array
   * @param leaf the same cut off, which the layer is computed from
   * @param left the layer's result, cut off, which the network goes on with
   */
  private record Layer(
      int seed, NDArray entering, NDArray leaf, NDArray left, UnaryOperator<NDArray> compute) {}

  /** A result that several layers use, and the same cut off, which they see. */
  private record Shared(NDArray result, NDArray leaf) {}

  /** Keeps everything, for those who look at it; dropout is drawn as the engine goes. */
  static LayerPass plain() {
    return new LayerPass(null, Kept.ALL);
  }

  /** Lets go of what nobody needs; nothing is drawn. */
  static LayerPass lean() {
    return new LayerPass(null, Kept.NEEDED);
  }

  static LayerPass seeded(long seed, boolean checkpointed) {
    return new LayerPass(new SplittableRandom(seed), checkpointed ? Kept.INPUTS : Kept.NEEDED);
  }

  /** Seeds what is drawn from here to the next layer; the seed. */
  int reseed(PassScope ops) {
    if (seeds == null) {
      return 0;
    }
    int seed = seeds.nextInt();
    ops.seed(seed);
    return seed;
  }

  NDArray forward(PassScope ops, NDArray x, UnaryOperator<NDArray> compute) {
    int seed = reseed(ops);
    NDArray[] left = new NDArray[1];
    switch (kept) {
      case ALL -> left[0] = compute.apply(x);
      case NEEDED ->
          ops.within(
              outer -> {
                left[0] = compute.apply(x);
                left[0].attach(outer);
              });
      case INPUTS -> {
        NDArray leaf = ops.leaf(x, ops.scope());
        ops.forgotten(outer -> left[0] = ops.leaf(compute.apply(leaf), outer));
        layers.add(new Layer(seed, x, leaf, left[0], compute));
      }
    }
    return left[0];
  }

  /** What layers see of a result that several of them use. */
  NDArray shared(PassScope ops, NDArray result) {
    if (kept != Kept.INPUTS) {
      return result;
    }
    NDArray leaf = ops.leaf(result, ops.scope());
    shares.add(new Shared(result, leaf));
    return leaf;
  }

  /** Goes back through the layers, the last first, and then through what they shared. */
  void backward(PassScope ops) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      Layer layer = layers.get(i);
      if (layer.left().hasGradient()) {
        ops.seed(layer.seed());
        ops.forgotten(outer -> ops.backward(layer.compute().apply(layer.leaf()), layer.left()));
        if (layer.leaf().hasGradient()) {
          ops.backward(layer.entering(), layer.leaf());
        }
      }
      layer.left().close();
      layer.leaf().close();
    }
    for (Shared share : shares) {
      if (share.leaf().hasGradient()) {
        ops.backward(share.result(), share.leaf());
      }
    }
    layers.clear();
    shares.clear();
  }
}
