package org.peftbench.harness.suite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.suite.Suite.MethodChoice;
import org.peftbench.results.base.UserError;

/**
 * A suite's {@code tune:}, which has every row tried in the same number of configurations.
 *
 * @param place where it stands
 * @param grid what is tried for methods that bring no grid of their own; null if all must
 * @param trials how many points of each grid are drawn; null for all of them
 * @param tuning on which rows and under which seeds they are tried
 */
record Tune(Located place, @Nullable Located grid, @Nullable Integer trials, Suite.Tuning tuning) {
  static final List<String> KEYS = List.of("grid", "trials", "holdout", "seeds", "given");
  private static final double DEFAULT_HOLDOUT = 0.1;

  /** Far from what people number their runs by. */
  private static final List<Long> DEFAULT_SEEDS = List.of(1000L);

  /**
   * Reads it.
   *
   * @param reported seeds of the runs that are reported
   */
  static Tune read(Located entry, List<Long> reported) {
    Map<String, Located> entries = entry.mapping("tune", KEYS);
    Located trials = entries.get("trials");
    Located holdout = entries.get("holdout");
    Located seeds = entries.get("seeds");
    Located given = entries.get("given");
    List<Long> drawn = seeds == null ? DEFAULT_SEEDS : SuiteReader.seeds(seeds);
    drawn.stream()
        .filter(reported::contains)
        .findFirst()
        .ifPresent(
            seed -> {
              throw (seeds == null ? entry : seeds)
                  .error(
                      "seed %d is also one of the reported runs: give tune seeds of its own"
                          .formatted(seed));
            });
    try {
      return new Tune(
          entry,
          entries.get("grid"),
          trials == null ? null : (int) trials.integer("trials", 1, Plan.MOST_RUNS),
          new Suite.Tuning(
              holdout == null ? DEFAULT_HOLDOUT : holdout.number("holdout"),
              drawn,
              given == null || given.flag("given")));
    } catch (UserError e) {
      throw entry.blame(e);
    }
  }

  /** The grid of a method that brings none. */
  Located gridFor(Located method) {
    if (grid == null) {
      throw method.error(
          "nothing says what to try for this method: give it a 'tune' with a 'grid', or give the"
              + " suite's 'tune' one");
    }
    return grid;
  }

  /** As many of a grid's points as are tried, in the grid's order. */
  List<MethodGrid.Point> drawn(List<MethodGrid.Point> points, Located method) {
    if (trials == null) {
      return points;
    }
    if (points.size() < trials) {
      throw method.error(
          "its grid has %d of the %d configurations that 'trials' asks for: widen it"
              .formatted(points.size(), trials));
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, points.size()).boxed().toList());
    Collections.shuffle(order, new Random(tuning.seeds().get(0)));
    return order.stream().limit(trials).sorted().map(points::get).toList();
  }

  /** Refuses a method that would be tried more or less often than those before it. */
  void requireEqual(MethodChoice choice, List<MethodChoice> earlier, Located method) {
    if (!earlier.isEmpty()) {
      MethodChoice first = earlier.get(0);
      int budget = first.candidates().size();
      int own = choice.candidates().size();
      if (own != budget) {
        throw method.error(
            ("'%s' would be tried in %d configurations and '%s' in %d: give both as many, or say"
                    + " 'trials: %d' under tune, which draws so many for each")
                .formatted(choice.label(), own, first.label(), budget, Math.min(own, budget)));
      }
    }
  }
}
