/**
 * LoHa (Hyeon-Woo et al. 2022, arXiv 2108.06098): the element-wise product of two low-rank matrices
 * is added.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.loha;
