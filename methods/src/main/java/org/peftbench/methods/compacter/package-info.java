/**
 * Compacter (Mahabadi, Henderson, Ruder 2021, arXiv 2106.04647): adapters whose matrices are sums
 * of Kronecker products.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.compacter;
