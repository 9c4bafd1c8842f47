/**
 * Kernel-mix LoRA (Chen et al. 2022, arXiv 2205.03720): each attention head, a kernel of its own,
 * has a low-rank product of its own beside the one that all heads share.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.kernelmix;
