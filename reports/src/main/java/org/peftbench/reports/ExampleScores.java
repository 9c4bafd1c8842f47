package org.peftbench.reports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.peftbench.results.Prediction;
import org.peftbench.results.RunRecord;

/**
 * What a row scored on each example, the mean over its seeds: the answer's own worth where the
 * prediction says it; else 1 for the right answer and 0 for a wrong one or, where answers are
 * numbers, the negative squared error.
 */
final class ExampleScores {
  private final List<String> ids; // sorted
  private final double[] means; // one an example
  private final boolean regression;
  private final List<AnswerSheet> sheets; // one a seed

  private ExampleScores(
      List<String> ids, double[] means, boolean regression, List<AnswerSheet> sheets) {
    this.ids = ids;
    this.means = means;
    this.regression = regression;
    this.sheets = sheets;
  }

  /** One an example, in [0, 1] for right answers and at most 0 for numbers. */
  double[] means() {
    return means.clone();
  }

  /** Whether the answers are numbers. */
  boolean regression() {
    return regression;
  }

  /** What else is kept of the answers of one of the seeds, counted from 0. */
  AnswerSheet sheet(int seed) {
    return sheets.get(seed);
  }

  /** The scores of a row; empty if any of its runs left no predictions or other examples. */
  static Optional<ExampleScores> of(Row row, Function<RunRecord, List<Prediction>> source) {
    List<ExampleScores> seeds = new ArrayList<>();
    for (RunRecord run : row.runs()) {
      List<Prediction> predictions = source.apply(run);
      if (predictions.isEmpty()) {
        return Optional.empty();
      }
      seeds.add(of(predictions));
    }
    if (seeds.isEmpty() || !seeds.stream().allMatch(seeds.get(0)::pairsWith)) {
      return Optional.empty();
    }
    double[] means = new double[seeds.get(0).means.length];
    for (int i = 0; i < means.length; i++) {
      int example = i;
      means[i] = seeds.stream().mapToDouble(seed -> seed.means[example]).sum() / seeds.size();
    }
    List<AnswerSheet> sheets = seeds.stream().flatMap(seed -> seed.sheets.stream()).toList();
    ExampleScores first = seeds.get(0);
    return Optional.of(new ExampleScores(first.ids, means, first.regression, sheets));
  }

  /** Whether the same examples were scored in the same way. */
  boolean pairsWith(ExampleScores other) {
    return regression == other.regression && ids.equals(other.ids);
  }

  double[] minus(ExampleScores other) {
    double[] differences = means.clone();
    Arrays.setAll(differences, i -> means[i] - other.means[i]);
    return differences;
  }

  /** Of each example, whether more than half of the seeds answered it right. */
  boolean[] rightWithMostSeeds() {
    boolean[] right = new boolean[means.length];
    for (int i = 0; i < right.length; i++) {
      right[i] = means[i] > 0.5;
    }
    return right;
  }

  /** The scores of one run; it has predictions. */
  static ExampleScores of(List<Prediction> predictions) {
    List<Prediction> sorted =
        predictions.stream().sorted(Comparator.comparing(Prediction::id)).toList();
    boolean regression = Answers.areNumbers(sorted);
    double[] scores =
        sorted.stream()
            .mapToDouble(
                answer -> regression ? -Answers.squaredError(answer) : Answers.worth(answer))
            .toArray();
    return new ExampleScores(
        sorted.stream().map(Prediction::id).toList(),
        scores,
        regression,
        List.of(AnswerSheet.of(predictions)));
  }
}
