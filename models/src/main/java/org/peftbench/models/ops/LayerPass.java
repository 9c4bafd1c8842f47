package org.peftbench.models.ops;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a pass goes through the layers of a network: it keeps what they compute, or, with gradient
 * checkpointing (Chen et al. 2016, arXiv 1604.06174, section 4), their inputs only, and computes
 * each layer again on the way back.
 *
 * <p>Each layer's dropout is drawn from a seed of its own, so that it is the same again.
 */
final class LayerPass {
  private final @Nullable SplittableRandom seeds;
  private final boolean checkpointed;
  private final List<Layer> layers = new ArrayList<>();
  private final List<Shared> shares = new ArrayList<>();

  private LayerPass(@Nullable SplittableRandom seeds, boolean checkpointed) {
    this.seeds = seeds;
    this.checkpointed = checkpointed;
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

  /** Keeps everything; dropout is drawn as the engine goes. */
  static LayerPass plain() {
    return new LayerPass(null, false);
  }

  static LayerPass seeded(long seed, boolean checkpointed) {
    return new LayerPass(new SplittableRandom(seed), checkpointed);
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
    if (!checkpointed) {
      return compute.apply(x);
    }
    NDArray leaf = ops.leaf(x, ops.scope());
    NDArray[] left = new NDArray[1];
    ops.within(outer -> left[0] = ops.leaf(compute.apply(leaf), outer));
    layers.add(new Layer(seed, x, leaf, left[0], compute));
    return left[0];
  }

  /** What layers see of a result that several of them use. */
  NDArray shared(PassScope ops, NDArray result) {
    if (!checkpointed) {
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
        ops.within(outer -> ops.backward(layer.compute().apply(layer.leaf()), layer.left()));
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
