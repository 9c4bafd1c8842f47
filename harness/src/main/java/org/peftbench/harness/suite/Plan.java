package org.peftbench.harness.suite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.peftbench.results.RunRecord;
import org.peftbench.results.base.UserError;

/**
 * The runs a suite asks for.
 *
 * @param suite its name
 * @param runs in the order they are made: backbone, task, seed, method
 * @param tuned rows whose runs are known when their trials have ended, in the same order
 */
public record Plan(String suite, List<PlannedRun> runs, List<TunedRow> tuned) {
  /** No sweep is larger; a suite that asks for more is a slip. */
  static final int MOST_RUNS = 100_000;

  public Plan {
    runs = List.copyOf(runs);
    tuned = List.copyOf(tuned);
  }

  /** A plan in which nothing depends on anything. */
  public Plan(String suite, List<PlannedRun> runs) {
    this(suite, runs, List.of());
  }

  /**
   * Multiplies a suite out. Seeds come before methods, so that a sweep cut short has compared all
   * methods under its first seeds.
   *
   * @throws UserError if the suite is too large, or its weights or rows can't be had, or a method
   *     can't be used on a backbone
   */
  public static Plan of(Suite suite, Inputs inputs) {
    if (suite.size() > MOST_RUNS) {
      throw new UserError(
          "suite %s asks for %d runs, the most is %d: split it",
          suite.name(), suite.size(), MOST_RUNS);
    }
    return new Planner(suite, inputs).plan();
  }

  /** How many runs end up in a report, of tuned rows as of others. */
  public int reported() {
    return runs.size()
        + tuned.stream().mapToInt(row -> row.candidates().get(0).runs().size()).sum();
  }

  /**
   * Those of its runs alone, of whatever a tuned row may become as of others.
   *
   * @param ids of specs
   */
  public Plan only(Set<String> ids) {
    Stream<PlannedRun> candidates =
        tuned.stream()
            .flatMap(row -> row.candidates().stream())
            .flatMap(candidate -> candidate.runs().stream());
    return new Plan(
        suite,
        Stream.concat(runs.stream(), candidates)
            .filter(run -> ids.contains(run.spec().id()))
            .toList());
  }

  /** What has to be made before tuned rows can be. */
  public Plan trials() {
    return new Plan(suite, tuned.stream().flatMap(row -> row.trials().stream()).toList());
  }

  /**
   * The plan in which every tuned row that can be chosen is.
   *
   * @param records of trials, by run
   */
  public Plan chosen(Function<String, Optional<RunRecord>> records) {
    List<PlannedRun> added = new ArrayList<>();
    List<TunedRow> open = new ArrayList<>();
    for (TunedRow row : tuned) {
      row.chosen(records).ifPresentOrElse(added::addAll, () -> open.add(row));
    }
    // Seeds before methods here too.
    added.sort(Comparator.comparingLong(run -> run.spec().seed()));
    return new Plan(suite, Stream.concat(runs.stream(), added.stream()).toList(), open);
  }
}
