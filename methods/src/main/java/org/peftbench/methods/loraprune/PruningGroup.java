package org.peftbench.methods.loraprune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.peftbench.models.ops.Ops;

/**
 * Heads of one attention or channels of one feed-forward, with the sites that they pass through.
 */
final class PruningGroup {
  private static final double SHARE_OF_PAST = 0.9;

  private final String name;
  private final List<PrunedModule> modules = new ArrayList<>();
  private final double[] importance;
  private final boolean[] kept;

  PruningGroup(String name, int units) {
    this.name = name;
    importance = new double[units];
    kept = new boolean[units];
    Arrays.fill(kept, true);
  }

  void add(PrunedModule module) {
    modules.add(module);
  }

  String name() {
    return name;
  }

  /** Heads or channels, masked ones included. */
  int units() {
    return kept.length;
  }

  /** Those that are left. */
  int left() {
    return (int) IntStream.range(0, kept.length).filter(unit -> kept[unit]).count();
  }

  /** Takes a step's gradients in: the sites' importances are added up and smoothed. */
  void learn(Ops ops) {
    double[] now = new double[kept.length];
    for (PrunedModule module : modules) {
      double[] here = module.importance(ops, kept.length);
      for (int unit = 0; unit < now.length; unit++) {
        now[unit] += here[unit];
      }
    }
    for (int unit = 0; unit < now.length; unit++) {
      importance[unit] = SHARE_OF_PAST * importance[unit] + (1 - SHARE_OF_PAST) * now[unit];
    }
  }

  /**
   * Masks the least important units until a share of all is masked; what is masked stays so, and of
   * equals the first goes.
   */
  void prune(Ops ops, double sparsity) {
    int remove = (int) (kept.length * sparsity) - (kept.length - left());
    IntStream.range(0, kept.length)
        .filter(unit -> kept[unit])
        .boxed()
        .sorted(Comparator.comparingDouble(unit -> importance[unit]))
        .limit(Math.max(0, remove))
        .toList()
        .forEach(unit -> kept[unit] = false);
    modules.forEach(module -> module.keep(ops, kept));
  }
}
