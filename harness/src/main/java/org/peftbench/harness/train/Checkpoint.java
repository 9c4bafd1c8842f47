package org.peftbench.harness.train;

import java.util.List;

/**
 * Where a training stood, but for its arrays, which lie beside it.
 *
 * <p>Random numbers and the position in the data are functions of seed and step, so the step stands
 * for both.
 *
 * @param step done
 * @param digest SHA-256 of the file of arrays
 * @param version of peftbench and engine that wrote it; another one begins anew
 * @param reports of all steps so far
 * @param evaluations so far
 */
record Checkpoint(
    int step,
    String digest,
    String version,
    List<StepReport> reports,
    List<Monitor.Evaluation> evaluations) {
  Checkpoint {
    reports = List.copyOf(reports);
    evaluations = List.copyOf(evaluations);
  }
}
