package org.peftbench.methods.reslora;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
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

  /** The pass that asked last. */
  private @Nullable Ops pass;

  /**
   * What entered in this pass, call by call: [..., in], or [..., rank] behind A. A network may ask
   * more than once: a layer of DeBERTa for tokens, then for relative positions.
   */
  private final List<NDArray> passed = new ArrayList<>();

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
    return pair.product(ops, ops.dropout(linked(ops, x), pair.dropout()));
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
    return ops.scale(ops.linear(linked(ops, narrow), pair.b()), pair.scale());
  }

  /** Hands on what entered, and adds what entered the neighbours in the same call of theirs. */
  private NDArray linked(Ops ops, NDArray own) {
    if (pass != ops) {
      pass = ops;
      passed.clear();
    }
    int call = passed.size();
    passed.add(ops.handOn(own));
    NDArray sum = own;
    for (ResLoraModule neighbour : neighbours) {
      sum = ops.add(sum, neighbour.passed(ops, call));
    }
    return sum;
  }

  private NDArray passed(Ops ops, int call) {
    if (pass != ops || call >= passed.size()) {
      throw new IllegalStateException("a layer was computed before an earlier one");
    }
    return passed.get(call);
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
