/**
 * What a training step would hold and compute, without weights and without computing: the network's
 * and the method's own code runs on arrays that have shapes and no numbers.
 *
 * <p>The figures are those of this engine on a processor: what PyTorch's kernels keep, and what a
 * pass here keeps until its step is done. {@code docs/memory.md} holds them against measurements.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.harness.estimate;
