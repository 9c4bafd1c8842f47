/**
 * ReLoRA (Lialin et al. 2023, arXiv 2307.05695): a low-rank product is merged into the weight and
 * started anew, again and again, so that the sum has a high rank.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.relora;
