package org.peftbench.harness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How the cores of a machine are divided among the runs of a sweep.
 *
 * @param workers runs at the same time
 * @param threads of the engine in each
 */
public record Division(int workers, int threads) {
  /** Less than this is not worth another process, and blurred times. */
  private static final double WORTH = 1.05;

  public Division {
    if (workers < 1 || threads < 1) {
      throw new IllegalArgumentException("%d workers of %d threads".formatted(workers, threads));
    }
  }

  /** All that leave no core idle and share none: fewest workers first. */
  public static List<Division> of(int cores) {
    List<Division> divisions = new ArrayList<>();
    for (int workers = 1; workers <= cores; workers++) {
      if (cores % workers == 0) {
        divisions.add(new Division(workers, cores / workers));
      }
    }
    return divisions;
  }

  /**
   * Those whose runs fit into memory side by side; one run at a time has no choice.
   *
   * @param bytes of a run
   * @param memory that runs may take
   */
  public static List<Division> fitting(List<Division> divisions, double bytes, double memory) {
    return divisions.stream()
        .filter(division -> division.workers() == 1 || division.workers() * bytes <= memory)
        .toList();
  }

  /**
   * The fastest; of those that are hardly slower, the one of fewest workers.
   *
   * @param rates of each, in steps a second of all its workers together; at least one
   */
  public static Division fastest(Map<Division, Double> rates) {
    double most = rates.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    return rates.keySet().stream()
        .filter(division -> rates.get(division) * WORTH >= most)
        .min(Comparator.comparingInt(Division::workers))
        .orElseThrow();
  }

  /** {@code 2 x 1 thread}. */
  @Override
  public String toString() {
    return "%d x %d %s".formatted(workers, threads, threads == 1 ? "thread" : "threads");
  }
}
