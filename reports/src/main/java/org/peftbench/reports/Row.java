package org.peftbench.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.reports.statistics.Interval;
import org.peftbench.reports.statistics.Summary;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.Metric;
import org.peftbench.results.MetricNames;
import org.peftbench.results.Protocol;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;

/**
 * One configuration of a method on one task and backbone, over all its seeds.
 *
 * @param label as the suite calls it; where two configurations share one, told apart by a suffix
 * @param method name of the method
 * @param runs those that succeeded, by seed
 * @param failures those that did not, by seed
 * @param figures every figure that a succeeded run measured, in the order of the records
 * @param scores of the single examples; absent where no predictions were read
 * @param interval 95 % bootstrap interval over examples of the share of right answers or, if {@code
 *     numeric}, of the mean squared error; absent where no predictions were read
 * @param standing against the best row
 */
public record Row(
    String label,
    String method,
    List<RunRecord> runs,
    List<RunRecord> failures,
    List<Figure> figures,
    @Nullable ExampleScores scores,
    @Nullable Interval interval,
    Standing standing) {

  public Row {
    runs = List.copyOf(runs);
    failures = List.copyOf(failures);
    figures = List.copyOf(figures);
    if (runs.isEmpty() && failures.isEmpty()) {
      throw new IllegalArgumentException("row " + label + " has no run");
    }
  }

  static Row of(String label, List<RunRecord> seeds) {
    List<RunRecord> runs = seeds.stream().filter(Row::succeeded).toList();
    List<RunRecord> failures = seeds.stream().filter(run -> !succeeded(run)).toList();
    String method = seeds.get(0).spec().method().name();
    Standing standing = Standing.untested(runs.isEmpty() ? "no run succeeded" : "not compared");
    return new Row(
        PlainText.of(label), method, runs, failures, figures(runs), null, null, standing);
  }

  Row judged(
      Standing judgement, @Nullable ExampleScores ofExamples, @Nullable Interval overExamples) {
    return new Row(label, method, runs, failures, figures, ofExamples, overExamples, judgement);
  }

  /**
   * What this row scored more than another, example by example; empty where they did not answer the
   * same examples or answers were not read.
   */
  Optional<double[]> minus(Row other) {
    return scores == null || other.scores == null || !scores.pairsWith(other.scores)
        ? Optional.empty()
        : Optional.of(scores.minus(other.scores));
  }

  /** Whether the answers are numbers, not labels. */
  public boolean numeric() {
    return scores != null && scores.regression();
  }

  /** Succeeded and failed runs. */
  public List<RunRecord> everyRun() {
    return Stream.concat(runs.stream(), failures.stream()).toList();
  }

  /** The figure of that name, if any succeeded run measured it. */
  public Optional<Figure> figure(String name) {
    return figures.stream().filter(figure -> figure.name().equals(name)).findFirst();
  }

  /** The mean of a figure over seeds, or null. */
  public @Nullable Double mean(String name) {
    return figure(name).map(figure -> figure.summary().mean()).orElse(null);
  }

  /** Parameters that the method trains, the head apart; not a number where none were counted. */
  public double trained() {
    Double trained = mean(MetricNames.TRAINABLE_ADAPTATION);
    return trained == null ? Double.NaN : trained;
  }

  /** Mean step time in matrix products; null unless every run has it. */
  @Nullable Double stepInProducts() {
    List<Double> times = runs.stream().flatMap(run -> MatrixProducts.ofStep(run).stream()).toList();
    return times.isEmpty() || times.size() < runs.size() ? null : Summary.of(times).mean();
  }

  /** Any run of the row: all share backbone, task, method and protocol. */
  public RunRecord example() {
    return runs.isEmpty() ? failures.get(0) : runs.get(0);
  }

  /** What is kept of a run's answers; empty where they were not read to compare the row. */
  public Optional<AnswerSheet> answers(RunRecord run) {
    int place = runs.indexOf(run);
    return scores == null || place < 0 ? Optional.empty() : Optional.of(scores.sheet(place));
  }

  /** Whether its figures were chosen on the very rows they are reported on. */
  public boolean optimistic() {
    return !runs.isEmpty()
        && example().spec().protocol().selection() == Protocol.Selection.BEST_ON_TEST;
  }

  /** What it may be ranked with. */
  public Footing footing() {
    if (example().spec().protocol().selection() == Protocol.Selection.BEST_ON_TEST) {
      return Footing.OPTIMISTIC;
    }
    return tuning().isPresent() ? Footing.SEARCHED : Footing.GIVEN;
  }

  /** Whether its settings were searched for this very task; if so, how. */
  public Optional<String> tuning() {
    return Optional.ofNullable(example().notes().get("tuning"));
  }

  private static boolean succeeded(RunRecord run) {
    return run.status() == RunStatus.SUCCEEDED;
  }

  private static List<Figure> figures(List<RunRecord> runs) {
    Map<String, List<Metric>> byName = new LinkedHashMap<>();
    for (RunRecord run : runs) {
      for (Metric metric : run.metrics()) {
        byName.computeIfAbsent(metric.name(), name -> new ArrayList<>()).add(metric);
      }
    }
    return byName.values().stream().map(Row::figure).toList();
  }

  private static Figure figure(List<Metric> metrics) {
    Metric first = metrics.get(0);
    Summary summary = Summary.of(metrics.stream().map(Metric::value).toList());
    return new Figure(first.name(), first.unit(), first.direction(), summary);
  }
}
