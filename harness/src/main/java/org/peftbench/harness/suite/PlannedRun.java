package org.peftbench.harness.suite;

import org.peftbench.results.RunSpec;

/**
 * One run of a plan.
 *
 * @param label how tables call its configuration; the same for all its seeds
 * @param spec the whole input
 */
public record PlannedRun(String label, RunSpec spec) {
  /** How people are told of it: {@code acceptability / lora / seed 1}. */
  public String title() {
    return "%s / %s / seed %d".formatted(spec.task().name(), label, spec.seed());
  }
}
