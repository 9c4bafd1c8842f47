package org.peftbench.harness.train;

import java.util.List;
import org.peftbench.results.Curve;
import org.peftbench.results.Metric;

/**
 * One kind of measurement. It is called between steps, outside the clock, unless it asks for
 * gradients.
 */
interface Probe {
  /** Looks at a step whose gradients are complete, before they are clipped and used. */
  default void beforeUpdate(int step) {}

  /** Looks at a step that is done. */
  default void afterStep(StepReport step) {}

  /**
   * Told that the steps so far were made by an earlier process, whose reports it has been given.
   */
  default void resumed() {}

  /** The figures, when training has ended; none for what could not be measured. */
  default List<Metric> metrics() {
    return List.of();
  }

  /** The curves, when training has ended. */
  default List<Curve> curves() {
    return List.of();
  }
}
