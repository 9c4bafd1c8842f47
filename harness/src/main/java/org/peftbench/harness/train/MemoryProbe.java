package org.peftbench.harness.train;

import ai.djl.ndarray.NDArray;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.methods.Trainable;
import org.peftbench.results.Metric;
import org.peftbench.results.Metric.Aggregation;
import org.peftbench.results.Metric.Direction;
import org.peftbench.results.MetricNames;

/**
 * Largest resident set of this process up to the end of training, and what it is made of.
 *
 * <p>Weights, adaptation (head and buffers included), gradients and the optimizer's state are
 * counted. What the process had beyond them before the first step is the runtime's: virtual
 * machine, engine, rows. The rest of the peak is activations, and whatever else a step takes for a
 * while: a difference, and labelled so in the docs. The parts add up to the peak.
 */
final class MemoryProbe implements Probe {
  private final double weights;
  private final double adaptation;
  private final double gradients;
  private final double optimizer;
  private final OptionalDouble before = ProcessMemory.resident();

  /**
   * Looks at the process before the first step.
   *
   * @param optimizerState arrays that the optimizer keeps
   */
  MemoryProbe(Learner learner, List<NDArray> optimizerState) {
    Collection<NDArray> backbone = learner.backbone().parameters().values();
    // By identity: what full fine-tuning trains are the weights themselves.
    Set<String> own = backbone.stream().map(NDArray::getUid).collect(Collectors.toSet());
    List<NDArray> trained = learner.trainables().stream().map(Trainable::array).toList();
    List<NDArray> adapted = new ArrayList<>(trained);
    adapted.addAll(learner.adaptation().buffers().values());
    adapted.removeIf(array -> own.contains(array.getUid()));
    weights = bytes(backbone);
    adaptation = bytes(adapted);
    gradients = bytes(trained);
    optimizer = bytes(optimizerState);
  }

  private static double bytes(Collection<NDArray> arrays) {
    return arrays.stream()
        .mapToDouble(array -> (double) array.size() * array.getDataType().getNumOfBytes())
        .sum();
  }

  @Override
  public List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>();
    metrics.add(figure(MetricNames.PEAK_HEAP, peakHeap()));
    OptionalDouble peak = ProcessMemory.peak();
    if (peak.isPresent() && before.isPresent()) {
      metrics.add(figure(MetricNames.PEAK_RSS, peak.getAsDouble()));
      double known = weights + adaptation + gradients + optimizer;
      // The optimizer's zeros and the gradients take no room before they are written to.
      double runtime = Math.max(0, before.getAsDouble() - weights - adaptation);
      double activations = peak.getAsDouble() - known - runtime;
      if (activations >= 0) { // else pages were given back meanwhile, and nothing is known
        metrics.add(part("weights", weights));
        metrics.add(part("adaptation", adaptation));
        metrics.add(part("gradients", gradients));
        metrics.add(part("optimizer", optimizer));
        metrics.add(part("activations", activations));
        metrics.add(part("runtime", runtime));
      }
    }
    return metrics;
  }

  /** The sum over pools, each at its own peak. */
  private static double peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToDouble(usage -> (double) usage.getUsed())
        .sum();
  }

  private static Metric part(String name, double bytes) {
    return figure(MetricNames.MEMORY_PART + name, bytes);
  }

  private static Metric figure(String name, double bytes) {
    return new Metric(name, bytes, "bytes", Direction.LOWER, Aggregation.MAXIMUM);
  }
}
