package org.peftbench.harness.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.peftbench.results.Metric;
import org.peftbench.results.Metric.Aggregation;
import org.peftbench.results.Metric.Direction;
import org.peftbench.results.MetricNames;

/**
 * Largest resident set of this process up to the end of training: heap, engine and mapped weights
 * together. Where the system doesn't tell (there is no /proc), there is no figure.
 */
final class PeakMemoryProbe implements Probe {
  private static final Path STATUS = Path.of("/proc/self/status");

  @Override
  public List<Metric> metrics() {
    if (!Files.isReadable(STATUS)) {
      return List.of();
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024.0)
          .map(
              bytes ->
                  new Metric(
                      MetricNames.PEAK_RSS, bytes, "bytes", Direction.LOWER, Aggregation.MAXIMUM))
          .toList();
    } catch (IOException e) {
      return List.of(); // it was readable a moment ago; a missing figure is absent
    }
  }
}
