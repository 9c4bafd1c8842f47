/**
 * ResLoRA (Shi et al. 2024, arXiv 2402.18039): low-rank products of one role are linked from layer
 * to layer, so that gradients have short ways.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.reslora;
