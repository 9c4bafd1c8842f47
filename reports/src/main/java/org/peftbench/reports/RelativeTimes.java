package org.peftbench.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.peftbench.reports.statistics.Summary;
import org.peftbench.results.Metric;
import org.peftbench.results.MetricNames;
import org.peftbench.results.RunRecord;

/**
 * Step times of runs that come from several machines: each as a multiple of what one method took on
 * the same machine. Seconds of different machines can't be compared, such multiples can.
 */
public final class RelativeTimes {
  private final String reference;
  private final Map<Machine, Double> unit;

  private RelativeTimes(String reference, Map<Machine, Double> unit) {
    this.reference = reference;
    this.unit = unit;
  }

  /** Multiples of the method that ran on most of the machines; empty where there is one machine. */
  public static Optional<RelativeTimes> of(Block block) {
    Set<Machine> machines = new HashSet<>();
    block.rows().forEach(row -> machines.addAll(times(row).keySet()));
    if (machines.size() < 2) {
      return Optional.empty();
    }
    Comparator<Row> machinesSeen = Comparator.comparingInt(row -> times(row).size());
    return block.rows().stream()
        .max(machinesSeen.thenComparing(row -> row.method().equals("full")))
        .map(row -> new RelativeTimes(row.label(), means(times(row))));
  }

  /** Label of the method whose time is 1 on each machine. */
  public String reference() {
    return reference;
  }

  /** Multiples of a row's runs, those left out whose machine the reference never saw. */
  public Optional<Summary> of(Row row) {
    List<Double> multiples = new ArrayList<>();
    times(row)
        .forEach(
            (machine, times) -> {
              Double one = unit.get(machine);
              if (one != null) {
                times.forEach(time -> multiples.add(time / one));
              }
            });
    return multiples.isEmpty() ? Optional.empty() : Optional.of(Summary.of(multiples));
  }

  private static Map<Machine, Double> means(Map<Machine, List<Double>> times) {
    Map<Machine, Double> means = new HashMap<>();
    times.forEach((machine, seconds) -> means.put(machine, Summary.of(seconds).mean()));
    return means;
  }

  private static Map<Machine, List<Double>> times(Row row) {
    Map<Machine, List<Double>> times = new HashMap<>();
    for (RunRecord run : row.runs()) {
      OptionalDouble seconds =
          run.metric(MetricNames.STEP_SECONDS_MEDIAN).stream().mapToDouble(Metric::value).findAny();
      Optional<Machine> machine = Machine.of(run);
      if (machine.isPresent() && seconds.isPresent() && seconds.getAsDouble() > 0) {
        times.computeIfAbsent(machine.get(), key -> new ArrayList<>()).add(seconds.getAsDouble());
      }
    }
    return times;
  }
}
