package org.peftbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.peftbench.reports.statistics.Bootstrap;
import org.peftbench.reports.statistics.Interval;
import org.peftbench.reports.statistics.PairedPermutation;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.results.Curve;
import org.peftbench.results.Metric;
import org.peftbench.results.Prediction;
import org.peftbench.results.RunRecord;

/**
 * Two runs beside each other, above all a run and its repetition.
 *
 * @param verdict how alike their outcomes are
 * @param reason the verdict in a sentence
 * @param figures one line a figure that either has
 * @param specification what of their input differs, a line each
 * @param environment what of their machines and settings differs, a line each
 */
public record RunDiff(
    Verdict verdict,
    String reason,
    Grid figures,
    List<String> specification,
    List<String> environment) {
  private static final double LEVEL = 0.05;
  private static final int RESAMPLES = 9_999;
  private static final long SEED = 20_260_101;

  /** What the machine and its load decide, and no verdict rests on. */
  private static final Set<String> OF_THE_MACHINE =
      Set.of("seconds", "bytes", "tokens/second", "GFLOP/s");

  /** How alike two outcomes are. */
  public enum Verdict {
    /** Answers, curves and scores are the same to the last bit. */
    BIT_EQUAL,
    /** Not the same, but a paired test on the same examples can't tell them apart at 5 %. */
    WITHIN_NOISE,
    /** More than noise lies between them, or nothing says that it doesn't. */
    DIFFERENT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("bit equal", "bit-equal");
    }
  }

  private record Judgement(Verdict verdict, String reason) {}

  public RunDiff {
    specification = List.copyOf(specification);
    environment = List.copyOf(environment);
  }

  /**
   * Compares two runs.
   *
   * @param answers of the first; empty if it left none
   * @param otherAnswers of the second, likewise
   */
  public static RunDiff of(
      RunRecord before, List<Prediction> answers, RunRecord after, List<Prediction> otherAnswers) {
    Judgement judgement = judge(before, answers, after, otherAnswers);
    return new RunDiff(
        judgement.verdict(),
        judgement.reason(),
        grid(before, after),
        TreeDifferences.of(before.spec(), after.spec()),
        TreeDifferences.of(before.environment(), after.environment()));
  }

  private static Judgement judge(
      RunRecord before, List<Prediction> answers, RunRecord after, List<Prediction> otherAnswers) {
    if (before.status() != after.status()) {
      return different("one ended as %s, the other as %s", before.status(), after.status());
    }
    for (Metric metric : before.metrics()) {
      Optional<Metric> other = after.metric(metric.name());
      if (metric.unit().equals("parameters")
          && other.isPresent()
          && other.get().value() != metric.value()) {
        return different(
            "%s was %s, then %s",
            metric.name(), Figures.count(metric.value()), Figures.count(other.get().value()));
      }
    }
    if (sameBits(before, after)) {
      return new Judgement(
          Verdict.BIT_EQUAL, "answers, curves and scores are the same to the last bit");
    }
    if (answers.isEmpty() || otherAnswers.isEmpty()) {
      return different("the curves differ, and there are no answers to test");
    }
    return test(ExampleScores.of(answers), ExampleScores.of(otherAnswers));
  }

  private static Judgement test(ExampleScores before, ExampleScores after) {
    if (!before.pairsWith(after)) {
      return different("they did not answer the same examples");
    }
    // Scores of numbers are negative squared errors; the sentence speaks of the errors.
    double[] change = before.regression() ? before.minus(after) : after.minus(before);
    double p = PairedPermutation.pValue(change, RESAMPLES, SEED);
    Interval interval = Bootstrap.percentile(change, 1 - LEVEL, RESAMPLES, SEED);
    String unit = before.regression() ? "squared error" : "fraction";
    String reason =
        "the second's %s on the same %d examples less the first's lies in %s at 95 %%, p = %s"
            .formatted(
                before.regression() ? "squared error" : "score",
                change.length,
                Figures.interval(interval, unit),
                Figures.pValue(p));
    return new Judgement(p < LEVEL ? Verdict.DIFFERENT : Verdict.WITHIN_NOISE, reason);
  }

  /** Figures and curves that only one of them has come from another version and say nothing. */
  private static boolean sameBits(RunRecord before, RunRecord after) {
    boolean scores =
        before.metrics().stream()
            .filter(metric -> !OF_THE_MACHINE.contains(metric.unit()))
            .allMatch(
                metric ->
                    after
                        .metric(metric.name())
                        .map(other -> other.value() == metric.value())
                        .orElse(true));
    boolean curves =
        before.curves().stream()
            .allMatch(
                curve ->
                    after.curve(curve.name()).map(other -> samePoints(curve, other)).orElse(true));
    String digest = before.predictionsDigest();
    boolean answers =
        digest == null
            ? after.predictionsDigest() == null
            : digest.equals(after.predictionsDigest());
    return scores && curves && answers;
  }

  private static boolean samePoints(Curve a, Curve b) {
    return a.steps().equals(b.steps()) && a.values().equals(b.values());
  }

  private static Judgement different(String format, Object... arguments) {
    return new Judgement(Verdict.DIFFERENT, String.format(Locale.ROOT, format, arguments));
  }

  private static Grid grid(RunRecord before, RunRecord after) {
    Set<String> names = new TreeSet<>();
    before.metrics().forEach(metric -> names.add(metric.name()));
    after.metrics().forEach(metric -> names.add(metric.name()));
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (String name : names) {
      Optional<Metric> a = before.metric(name);
      Optional<Metric> b = after.metric(name);
      lines.add(List.of(Grid.Cell.text(name), cell(a), cell(b), change(a, b)));
    }
    return new Grid(
        List.of(
            new Grid.Column("figure", "As the records name it."),
            new Grid.Column("first", "Of the first run."),
            new Grid.Column("second", "Of the second run."),
            new Grid.Column("change", "Of a score the difference, else second over first.")),
        lines);
  }

  private static Grid.Cell cell(Optional<Metric> metric) {
    return metric
        .map(m -> new Grid.Cell(Figures.value(m.value(), m.unit()), m.value()))
        .orElse(Grid.Cell.ABSENT);
  }

  private static Grid.Cell change(Optional<Metric> before, Optional<Metric> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return Grid.Cell.ABSENT;
    }
    double a = before.get().value();
    double b = after.get().value();
    if (before.get().unit().equals("fraction")) {
      return new Grid.Cell((b > a ? "+" : "") + Figures.fixed(100 * (b - a), 2), b - a);
    }
    return a == 0 ? Grid.Cell.ABSENT : new Grid.Cell(Figures.fixed(b / a, 2) + " ×", b / a);
  }
}
