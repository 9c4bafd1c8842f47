/**
 * Says whether a suite's runs became worse than a {@link org.peftbench.results.baselines.Baseline}.
 *
 * <p>{@link org.peftbench.reports.gate.Gate} holds every configuration to its baseline: what is
 * counted must be equal, the first losses must be equal but for rounding, and scores, memory and
 * time must pass a test of non-inferiority. {@link org.peftbench.reports.gate.GateReport} is what
 * people and continuous integration read of it.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.reports.gate;
