package org.peftbench.reports;

import java.util.Optional;
import org.peftbench.results.Metric;
import org.peftbench.results.MetricNames;
import org.peftbench.results.RunRecord;

/**
 * Times counted in matrix products of the machine at the time of the run: unlike seconds, they
 * hardly depend on what else the machine does, and less on the machine. Between kinds of processors
 * they differ where a step is more than its products: a toy's steps by a factor of two.
 */
public final class MatrixProducts {
  private MatrixProducts() {}

  /**
   * What the machine could have multiplied within the run's median step, in GFLOP; empty where
   * either was not measured.
   */
  public static Optional<Double> ofStep(RunRecord run) {
    return run.metric(MetricNames.STEP_SECONDS_MEDIAN)
        .map(Metric::value)
        .flatMap(seconds -> rate(run).map(rate -> seconds * rate));
  }

  /** How fast the machine was, in GFLOP a second; records of early versions don't have it. */
  public static Optional<Double> rate(RunRecord run) {
    return run.metric(MetricNames.MATRIX_PRODUCT_RATE).map(Metric::value);
  }
}
