package org.peftbench.reports.gate;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.peftbench.reports.MatrixProducts;
import org.peftbench.reports.table.Figures;
import org.peftbench.results.Metric;
import org.peftbench.results.Metric.Direction;
import org.peftbench.results.MetricNames;
import org.peftbench.results.RunRecord;
import org.peftbench.results.baselines.Baseline;

/**
 * A figure whose chance variation a test has to allow for.
 *
 * @param figure its name
 * @param unit of its values
 * @param kind what its margin is called if it has none of its own
 * @param margin where the baseline says nothing
 * @param ratio whether harm is a ratio; else a difference
 * @param lowerIsWorse which way is harm
 * @param value of a run, if it was measured
 */
record Measure(
    String figure,
    String unit,
    String kind,
    double margin,
    boolean ratio,
    boolean lowerIsWorse,
    Function<RunRecord, Optional<Double>> value) {
  private static final double SCORE_MARGIN = 0.02;
  private static final double MEMORY_MARGIN = 0.1;
  private static final double TIME_MARGIN = 0.15;

  private static final Measure MEMORY =
      new Measure(
          MetricNames.PEAK_RSS,
          "bytes",
          "memory",
          MEMORY_MARGIN,
          true,
          false,
          run -> value(run, MetricNames.PEAK_RSS));

  /** A step's time counted in matrix products of the same machine at the same time. */
  private static final Measure TIME =
      new Measure("step time", "GFLOP", "time", TIME_MARGIN, true, false, MatrixProducts::ofStep);

  /** What is tested of a run. */
  static List<Measure> of(RunRecord run) {
    return List.of(score(run), MEMORY, TIME);
  }

  /** Whether a figure is what the machine needed, which varies between runs of the same seed. */
  static boolean isOfTheMachine(String figure) {
    return figure.equals(MEMORY.figure()) || figure.equals(TIME.figure());
  }

  /**
   * Whether a figure says nothing of code where another processor took it. What of a step is no
   * matrix product costs another share of it there.
   */
  boolean isOfTheProcessor() {
    return figure.equals(TIME.figure());
  }

  private static Measure score(RunRecord run) {
    String name = run.primaryMetric();
    Optional<Metric> metric = run.metric(name);
    return new Measure(
        name,
        metric.map(Metric::unit).orElse("fraction"),
        Baseline.QUALITY,
        SCORE_MARGIN,
        false,
        metric.map(Metric::direction).orElse(Direction.HIGHER) == Direction.HIGHER,
        other -> value(other, name));
  }

  private static Optional<Double> value(RunRecord run, String metric) {
    return run.metric(metric).map(Metric::value);
  }

  /** The runs' values on the scale the test works on. */
  List<Double> values(List<RunRecord> runs) {
    return runs.stream()
        .flatMap(run -> value.apply(run).stream())
        .map(number -> ratio ? Math.log(number) : number)
        .toList();
  }

  /** The margin asked for, on that scale. */
  double margin(Baseline baseline) {
    double asked = baseline.margin(figure, kind, margin);
    return ratio ? Math.log1p(asked) : asked;
  }

  /** How much worse a mean is, on that scale. */
  double harm(double before, double after) {
    return lowerIsWorse ? before - after : after - before;
  }

  /** A difference on that scale as people are told of it. */
  double told(double difference) {
    return ratio ? Math.expm1(difference) : difference;
  }

  /** A mean on that scale as people are told of it. */
  String words(double mean) {
    return Figures.value(ratio ? Math.exp(mean) : mean, unit);
  }
}
