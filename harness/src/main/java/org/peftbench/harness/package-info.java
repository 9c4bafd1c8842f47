/**
 * What drives the comparison: suites, workers, training, command line.
 *
 * <p>{@link org.peftbench.harness.Sweep} hands the runs of a plan to worker processes, one a run,
 * keeps what they leave and goes on when one dies. It is the only layer that sees all others.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.harness;
