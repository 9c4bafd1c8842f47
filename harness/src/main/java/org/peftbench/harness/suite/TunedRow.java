package org.peftbench.harness.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.peftbench.results.Metric;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStatus;
import org.peftbench.results.base.Digest;

/**
 * A row of a comparison whose configuration is chosen by trials: all that it may become is planned
 * before anything is made.
 *
 * @param label of the row
 * @param candidates in the grid's order
 */
public record TunedRow(String label, List<Candidate> candidates) {
  /** How the topics begin of the notes that say how a run's configuration was chosen. */
  public static final String NOTES = "tuning";

  private static final int NAME_DIGITS = 16;

  public TunedRow {
    candidates = List.copyOf(candidates);
  }

  /**
   * A configuration that may be chosen.
   *
   * @param label of its trials
   * @param trials on the tuning split, one a tuning seed
   * @param runs that are reported if it is chosen, one a reported seed
   */
  public record Candidate(String label, List<PlannedRun> trials, List<PlannedRun> runs) {
    public Candidate {
      trials = List.copyOf(trials);
      runs = List.copyOf(runs);
    }
  }

  /** What one candidate came to: a score, or a word on why there is none. */
  private record Outcome(Candidate candidate, OptionalDouble score, String words) {}

  /** The digest that chosen runs carry of the trials behind them. */
  static String digest(List<PlannedRun> trials) {
    Digest digest = new Digest();
    trials.forEach(trial -> digest.addField(trial.spec().id()));
    return digest.hex();
  }

  /** All runs of all candidates that are made to choose by. */
  public List<PlannedRun> trials() {
    return candidates.stream().flatMap(candidate -> candidate.trials().stream()).toList();
  }

  /** What stands for the row where runs are divided among machines, as long as a run's name. */
  String name() {
    return digest(trials()).substring(0, NAME_DIGITS);
  }

  /**
   * The reported runs of the candidate with the best mean score, the first of equals; their notes
   * say how it was chosen.
   *
   * @param records of the trials, by run
   * @return empty as long as a trial hasn't ended for good, or if none has a score
   */
  public Optional<List<PlannedRun>> chosen(Function<String, Optional<RunRecord>> records) {
    List<List<RunRecord>> made =
        candidates.stream()
            .map(
                candidate ->
                    candidate.trials().stream()
                        .flatMap(trial -> records.apply(trial.spec().id()).stream())
                        .filter(TunedRow::hasTold)
                        .toList())
            .toList();
    if (made.stream().mapToInt(List::size).sum() < trials().size()) {
      return Optional.empty();
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < made.size(); i++) {
      outcomes.add(outcome(candidates.get(i), made.get(i)));
    }
    Optional<Metric> metric =
        made.stream().flatMap(List::stream).flatMap(record -> primary(record).stream()).findFirst();
    double sign = metric.map(m -> m.direction() == Metric.Direction.LOWER ? -1.0 : 1.0).orElse(1.0);
    Outcome best = null;
    for (Outcome outcome : outcomes) {
      if (outcome.score().isPresent()
          && (best == null
              || sign * outcome.score().getAsDouble() > sign * best.score().orElseThrow())) {
        best = outcome;
      }
    }
    if (best == null || metric.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> notes = notes(best, outcomes, metric.get().name());
    return Optional.of(best.candidate().runs().stream().map(run -> run.noted(notes)).toList());
  }

  /** A trial that can't be made under these settings tells as much as one with a score. */
  private static boolean hasTold(RunRecord record) {
    return record.status().isFinal() || record.status() == RunStatus.OUT_OF_MEMORY;
  }

  private static Outcome outcome(Candidate candidate, List<RunRecord> made) {
    for (RunRecord record : made) {
      if (record.status() != RunStatus.SUCCEEDED || primary(record).isEmpty()) {
        String word =
            record.status() == RunStatus.SUCCEEDED
                ? "no score"
                : record.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new Outcome(candidate, OptionalDouble.empty(), word);
      }
    }
    double mean =
        made.stream()
            .flatMap(r -> primary(r).stream())
            .mapToDouble(Metric::value)
            .average()
            .orElseThrow();
    return new Outcome(
        candidate, OptionalDouble.of(mean), String.format(Locale.ROOT, "%.4f", mean));
  }

  private static Optional<Metric> primary(RunRecord record) {
    return record.metric(record.primaryMetric());
  }

  private Map<String, String> notes(Outcome best, List<Outcome> outcomes, String metric) {
    StringBuilder trials = new StringBuilder();
    for (Outcome outcome : outcomes) {
      trials
          .append(trials.isEmpty() ? "" : "; ")
          .append(outcome.candidate().label())
          .append(' ')
          .append(outcome.words());
      outcome.candidate().trials().forEach(run -> trials.append(' ').append(run.spec().id()));
    }
    RunSpec.TuningSplit split =
        Objects.requireNonNull(best.candidate().trials().get(0).spec().task().tuning());
    String how =
        String.format(
            Locale.ROOT,
            "%s, best of %d configurations by %s on a split of %s of the training rows, %s each",
            best.candidate().label(),
            outcomes.size(),
            metric,
            split.share(),
            best.candidate().trials().size() == 1
                ? "1 seed"
                : best.candidate().trials().size() + " seeds");
    return Map.of(NOTES, how, NOTES + ".trials", trials.toString());
  }
}
