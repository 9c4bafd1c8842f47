/**
 * IA3 (Liu et al. 2022, arXiv 2205.05638): keys, values and the feed-forward's inner activations
 * are rescaled.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.ia3;
