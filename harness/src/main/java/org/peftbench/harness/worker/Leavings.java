package org.peftbench.harness.worker;

/**
 * What runs leave in the store beside what every run leaves. It changes no result, so it is no part
 * of a run's identity.
 *
 * @param traceSteps first steps to write down; 0 for none
 * @param largeAdapters whether adapters are kept whatever their size
 * @param checkpointSeconds longest time between two checkpoints; 0 for none
 * @param driftExamples training rows whose answers' gradients are followed; 0 for none
 */
public record Leavings(
    int traceSteps, boolean largeAdapters, int checkpointSeconds, int driftExamples) {
  /** Nothing besides but what a run that is cut short can go on from. */
  public static final Leavings USUAL = new Leavings(0, false, 300, 0);
}
