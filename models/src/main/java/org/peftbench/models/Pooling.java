package org.peftbench.models;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.Names;

/** How a sequence of vectors becomes one. */
public enum Pooling {
  /** First token's vector through the checkpoint's own dense layer and tanh. */
  POOLER,
  /** First token's vector. */
  CLS,
  /** Mean over tokens, padding left out. */
  MEAN;

  /**
   * What config.json says in {@code pooling}, or what stands for an absent one.
   *
   * @throws org.peftbench.results.base.UserError if there is none of that name
   */
  public static Pooling of(ConfigFields config, Pooling absent) {
    String stated = config.text("pooling", absent.toString());
    List<String> names = Arrays.stream(values()).map(Pooling::toString).toList();
    return Arrays.stream(values())
        .filter(pooling -> pooling.toString().equals(stated))
        .findFirst()
        .orElseThrow(() -> Names.unknown("pooling in config.json", stated, names));
  }

  /**
   * One vector a row, [batch, hidden], before any layer of the checkpoint.
   *
   * @param states [batch, length, hidden]
   * @param mask 1 for a token and 0 for padding [batch, length]
   */
  public NDArray apply(Ops ops, NDArray states, NDArray mask) {
    long rows = states.getShape().get(0);
    if (this != MEAN) {
      return ops.reshape(ops.slice(states, 1, 0, 1), rows, -1);
    }
    NDArray weight = ops.reshape(mask, rows, -1, 1);
    NDArray sum = ops.sum(ops.multiply(states, weight), false, 1);
    return ops.divide(sum, ops.sum(weight, false, 1));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
