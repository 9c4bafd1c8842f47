package org.peftbench.harness.suite;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.RunSpec;

/**
 * One run of a plan.
 *
 * @param label how tables call its configuration; the same for all its seeds
 * @param spec the whole input
 * @param init where the adapter lies that the spec has the digest of; null when it has none
 */
public record PlannedRun(String label, RunSpec spec, @Nullable Path init) {
  /** A run from its method's own start. */
  public PlannedRun(String label, RunSpec spec) {
    this(label, spec, null);
  }

  /** How people are told of it: {@code acceptability / lora / seed 1}. */
  public String title() {
    return "%s / %s / seed %d".formatted(spec.task().title(), label, spec.seed());
  }
}
