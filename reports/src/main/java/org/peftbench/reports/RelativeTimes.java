package org.peftbench.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.peftbench.reports.statistics.Summary;
import org.peftbench.results.Metric;
import org.peftbench.results.MetricNames;
import org.peftbench.results.RunRecord;

/**
 * Step times of runs whose seconds can't be compared, for they come from several machines or from
 * one of changing speed: each as a multiple of one method's time.
 *
 * <p>Where every run says how fast its machine multiplied matrices, times are counted in such
 * products. Else each is held to what the reference took on the same machine.
 */
public final class RelativeTimes {
  /** How far speeds of one machine may lie apart before its seconds are no longer compared. */
  private static final double STEADY = 1.25;

  private final String reference;
  private final boolean inProducts;

  /** Mean time of the reference, by machine; in products by none. */
  private final Map<Optional<Machine>, Double> unit;

  private RelativeTimes(String reference, boolean inProducts, Map<Optional<Machine>, Double> unit) {
    this.reference = reference;
    this.inProducts = inProducts;
    this.unit = unit;
  }

  /**
   * Multiples of full training or, in seconds, of the method that ran on most of the machines;
   * empty where seconds can be compared.
   */
  public static Optional<RelativeTimes> of(Block block) {
    List<RunRecord> timed =
        block.rows().stream()
            .flatMap(row -> row.runs().stream())
            .filter(run -> seconds(run).isPresent())
            .toList();
    boolean inProducts =
        !timed.isEmpty() && timed.stream().allMatch(run -> MatrixProducts.rate(run).isPresent());
    if (Machine.of(timed).size() < 2 && !(inProducts && swing(timed) > STEADY)) {
      return Optional.empty();
    }
    Comparator<Row> machinesSeen = Comparator.comparingInt(row -> times(row, inProducts).size());
    return block.rows().stream()
        .max(machinesSeen.thenComparing(row -> row.method().equals("full")))
        .map(row -> new RelativeTimes(row.label(), inProducts, means(times(row, inProducts))));
  }

  /** How many times as fast the fastest run's machine was as the slowest one's. */
  public static double swing(List<RunRecord> runs) {
    DoubleSummaryStatistics rates =
        runs.stream()
            .flatMap(run -> MatrixProducts.rate(run).stream())
            .mapToDouble(rate -> rate)
            .summaryStatistics();
    return rates.getCount() == 0 ? 1 : rates.getMax() / rates.getMin();
  }

  /** How one is to read them: {@code a multiple of full, both counted in ...}. */
  public String reading() {
    return "a multiple of "
        + reference
        + (inProducts
            ? ", both counted in matrix products of the machine they ran on"
            : " on the same machine");
  }

  /** Label of the method whose time is 1. */
  public String reference() {
    return reference;
  }

  /** Multiples of a row's runs, those left out whose machine the reference never saw. */
  public Optional<Summary> of(Row row) {
    List<Double> multiples = new ArrayList<>();
    times(row, inProducts)
        .forEach(
            (machine, times) -> {
              Double one = unit.get(machine);
              if (one != null) {
                times.forEach(time -> multiples.add(time / one));
              }
            });
    return multiples.isEmpty() ? Optional.empty() : Optional.of(Summary.of(multiples));
  }

  private static Map<Optional<Machine>, Double> means(Map<Optional<Machine>, List<Double>> times) {
    Map<Optional<Machine>, Double> means = new HashMap<>();
    times.forEach((machine, values) -> means.put(machine, Summary.of(values).mean()));
    return means;
  }

  private static Map<Optional<Machine>, List<Double>> times(Row row, boolean inProducts) {
    Map<Optional<Machine>, List<Double>> times = new HashMap<>();
    for (RunRecord run : row.runs()) {
      Optional<Machine> machine = inProducts ? Optional.empty() : Machine.of(run);
      Optional<Double> time = inProducts ? MatrixProducts.ofStep(run) : seconds(run);
      if (time.isPresent() && (inProducts || machine.isPresent())) {
        times.computeIfAbsent(machine, key -> new ArrayList<>()).add(time.get());
      }
    }
    return times;
  }

  private static Optional<Double> seconds(RunRecord run) {
    return run.metric(MetricNames.STEP_SECONDS_MEDIAN)
        .map(Metric::value)
        .filter(seconds -> seconds > 0);
  }
}
