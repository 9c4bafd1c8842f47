/**
 * Runs on machines that somebody else hands out.
 *
 * <p>Whatever it is that hands them out, a machine is given one {@link
 * org.peftbench.harness.worker.Job} at a time and starts peftbench there with it; the record comes
 * back by way of a store that both see. An {@link org.peftbench.harness.cluster.Executor} is a
 * plug-in: peftbench itself depends on none.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.harness.cluster;
