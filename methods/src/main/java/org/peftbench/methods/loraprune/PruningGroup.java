package org.peftbench.methods.loraprune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.peftbench.methods.Numbers;
import org.peftbench.models.ops.Ops;

/**
 * Heads of one attention or channels of one feed-forward, with the sites that they pass through.
 */
final class PruningGroup {
  private static final double SHARE_OF_PAST = 0.9;

  private final String name;
  private final List<PrunedModule> modules = new ArrayList<>();
  private final int units;
  private final Numbers importance;

  /** 1 for units that are left, else 0. */
  private final Numbers kept;

  PruningGroup(String name, int units, NDManager owner) {
    this.name = name;
    this.units = units;
    importance = Numbers.of(owner, units, 0);
    kept = Numbers.of(owner, units, 1);
  }

  void add(PrunedModule module) {
    modules.add(module);
  }

  String name() {
    return name;
  }

  /** Heads or channels, masked ones included. */
  int units() {
    return units;
  }

  /** Those that are left. */
  int left() {
    return (int) Arrays.stream(kept.get()).sum();
  }

  /** What is remembered, by name. */
  void remember(Map<String, NDArray> memory) {
    memory.put(name + ".importance", importance.array());
    memory.put(name + ".kept", kept.array());
  }

  /** Takes a step's gradients in: the sites' importances are added up and smoothed. */
  void learn() {
    double[] now = new double[units];
    for (PrunedModule module : modules) {
      double[] here = module.importance(units);
      for (int unit = 0; unit < now.length; unit++) {
        now[unit] += here[unit];
      }
    }
    double[] smoothed = importance.get();
    for (int unit = 0; unit < now.length; unit++) {
      smoothed[unit] = SHARE_OF_PAST * smoothed[unit] + (1 - SHARE_OF_PAST) * now[unit];
    }
    importance.set(smoothed);
  }

  /**
   * Masks the least important units until a share of all is masked; what is masked stays so, and of
   * equals the first goes.
   */
  void prune(Ops ops, double sparsity) {
    int remove = (int) (units * sparsity) - (units - left());
    double[] known = importance.get();
    double[] left = kept.get();
    IntStream.range(0, units)
        .filter(unit -> left[unit] == 1)
        .boxed()
        .sorted(Comparator.comparingDouble(unit -> known[unit]))
        .limit(Math.max(0, remove))
        .toList()
        .forEach(unit -> left[unit] = 0);
    kept.set(left);
    modules.forEach(module -> module.keep(ops, left));
  }
}
