package org.peftbench.results;

import java.util.List;

/**
 * A figure over the course of a run.
 *
 * @param name {@code loss}, {@code learning_rate}, {@code gradient_norm} or {@code
 *     evaluation.<metric>}
 * @param steps optimizer steps done when each value was taken, ascending
 * @param seconds training seconds done, evaluation not counted
 * @param values one a step
 */
public record Curve(String name, List<Integer> steps, List<Double> seconds, List<Double> values) {
  public Curve {
    steps = List.copyOf(steps);
    seconds = List.copyOf(seconds);
    values = List.copyOf(values);
    if (steps.size() != values.size() || seconds.size() != values.size()) {
      throw new IllegalArgumentException(
          "curve %s has %d steps, %d seconds and %d values"
              .formatted(name, steps.size(), seconds.size(), values.size()));
    }
  }
}
