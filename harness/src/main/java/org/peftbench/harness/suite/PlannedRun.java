package org.peftbench.harness.suite;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.RunSpec;

/**
 * One run of a plan.
 *
 * @param label how tables call its configuration; the same for all its seeds
 * @param spec the whole input
 * @param init where the adapter lies that the spec has the digest of; null when it has none
 * @param notes what its record is to say besides
 */
public record PlannedRun(
    String label, RunSpec spec, @Nullable Path init, Map<String, String> notes) {
  public PlannedRun {
    notes = Map.copyOf(notes);
  }

  /** A run from its method's own start. */
  public PlannedRun(String label, RunSpec spec) {
    this(label, spec, null, Map.of());
  }

  /** The same run, whose record is to say this. */
  PlannedRun noted(Map<String, String> said) {
    return new PlannedRun(label, spec, init, said);
  }

  /** How people are told of it: {@code acceptability / lora / seed 1}. */
  public String title() {
    return "%s / seed %d".formatted(row(), spec.seed());
  }

  /** The same for all its seeds: {@code acceptability / lora}. */
  public String row() {
    return "%s / %s".formatted(spec.task().title(), label);
  }
}
