package org.peftbench.methods.reslora;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peftbench.methods.SiteModule;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.models.Linear;
import org.peftbench.models.ops.Ops;

/**
 * One site's pair, linked to those of earlier layers; it remembers what the current pass gave it.
 */
final class ResLoraModule implements SiteModule {
  private final LoraModule pair;
  private final ResLora.Structure structure;
  private final List<ResLoraModule> neighbours;

  /** What entered in this pass: [..., in], or [..., rank] behind A. */
  private @Nullable NDArray passed;

  /**
   * A module.
   *
   * @param neighbours of earlier layers, the nearest first
   */
  ResLoraModule(LoraModule pair, ResLora.Structure structure, List<ResLoraModule> neighbours) {
    this.pair = pair;
    this.structure = structure;
    this.neighbours = neighbours;
  }

  @Override
  public NDArray apply(Ops ops, NDArray x, Linear base) {
    return ops.add(
        base.forward(ops, x),
        switch (structure) {
          case INPUT -> input(ops, x);
          case BLOCK -> block(ops, x);
          case MIDDLE -> middle(ops, x);
        });
  }

  private NDArray input(Ops ops, NDArray x) {
    passed = ops.handOn(x);
    return pair.product(ops, ops.dropout(withPassed(ops, x), pair.dropout()));
  }

  private NDArray block(Ops ops, NDArray x) {
    NDArray sum = pair.product(ops, ops.dropout(x, pair.dropout()));
    for (ResLoraModule neighbour : neighbours) {
      sum = ops.add(sum, neighbour.pair.product(ops, ops.dropout(x, pair.dropout())));
    }
    return sum;
  }

  private NDArray middle(Ops ops, NDArray x) {
    NDArray narrow = ops.linear(ops.dropout(x, pair.dropout()), pair.a()); // [..., rank]
    passed = ops.handOn(narrow);
    return ops.scale(ops.linear(withPassed(ops, narrow), pair.b()), pair.scale());
  }

  private NDArray withPassed(Ops ops, NDArray own) {
    NDArray sum = own;
    for (ResLoraModule neighbour : neighbours) {
      if (neighbour.passed == null) {
        throw new IllegalStateException("a layer was computed before an earlier one");
      }
      sum = ops.add(sum, neighbour.passed);
    }
    return sum;
  }

  /** Exact for the block structure; the others depend on more than their own input. */
  @Override
  public @Nullable Linear merge(Ops ops, Linear base) {
    if (structure != ResLora.Structure.BLOCK) {
      return null;
    }
    NDArray weight = ops.add(base.weight(), pair.delta(ops));
    for (ResLoraModule neighbour : neighbours) {
      weight = ops.add(weight, neighbour.pair.delta(ops));
    }
    return new Linear(base.site(), weight, base.bias());
  }
}
