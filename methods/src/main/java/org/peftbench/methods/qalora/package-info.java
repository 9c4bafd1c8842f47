/**
 * QA-LoRA (Xu et al. 2023, arXiv 2309.14717): LoRA on sums over groups of inputs, so that it merges
 * into a weight quantised in the same groups.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.qalora;
