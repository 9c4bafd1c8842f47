package org.peftbench.harness.worker;

/**
 * What runs leave in the store beside what every run leaves. It changes no result, so it is no part
 * of a run's identity.
 *
 * @param traceSteps first steps to write down; 0 for none
 * @param largeAdapters whether adapters are kept whatever their size
 */
public record Leavings(int traceSteps, boolean largeAdapters) {
  /** Nothing besides. */
  public static final Leavings USUAL = new Leavings(0, false);
}
