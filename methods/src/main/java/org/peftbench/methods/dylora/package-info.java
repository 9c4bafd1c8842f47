/**
 * DyLoRA (Valipour et al. 2022, arXiv 2210.07558): one training serves all ranks up to a largest
 * one.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.dylora;
