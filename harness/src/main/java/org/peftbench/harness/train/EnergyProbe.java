package org.peftbench.harness.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.peftbench.results.Metric;
import org.peftbench.results.Metric.Aggregation;
import org.peftbench.results.Metric.Direction;
import org.peftbench.results.MetricNames;

/**
 * Energy that the processor's packages took from the first step to the last, whoever used them, by
 * the kernel's RAPL counters. Where they can't be read, there is no figure.
 */
final class EnergyProbe implements Probe {
  private static final double MICROJOULE = 1e-6;

  private final Path folder;
  private final Map<Path, Double> last = new HashMap<>();
  private double joules;

  /** Reads the kernel's counters. */
  EnergyProbe() {
    this(Path.of("/sys/class/powercap"));
  }

  /** Reads counters that lie in a folder as the kernel's do. */
  EnergyProbe(Path folder) {
    this.folder = folder;
    packages().forEach(counter -> last.put(counter, number(counter.resolve("energy_uj"))));
  }

  @Override
  public void afterStep(StepReport step) {
    last.replaceAll(
        (counter, before) -> {
          double now = number(counter.resolve("energy_uj"));
          // A counter that has come to its end begins anew.
          double range = now < before ? number(counter.resolve("max_energy_range_uj")) : 0;
          joules += (now - before + range) * MICROJOULE;
          return now;
        });
  }

  /** What the process before this one took was not measured to its end: no sum is known. */
  @Override
  public void resumed() {
    last.clear();
  }

  @Override
  public List<Metric> metrics() {
    return last.isEmpty() || !(joules > 0)
        ? List.of()
        : List.of(
            new Metric(MetricNames.ENERGY, joules, "joules", Direction.LOWER, Aggregation.TOTAL));
  }

  private List<Path> packages() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> zones = Files.list(folder)) {
      return zones
          .filter(zone -> String.valueOf(zone.getFileName()).matches("intel-rapl:[0-9]+"))
          .filter(zone -> Files.isReadable(zone.resolve("energy_uj")))
          .toList();
    } catch (IOException e) {
      return List.of(); // as if there were none
    }
  }

  private static double number(Path file) {
    try {
      return Double.parseDouble(Files.readString(file).strip());
    } catch (IOException | NumberFormatException e) {
      return Double.NaN; // the sum is no number any more, and no figure
    }
  }
}
