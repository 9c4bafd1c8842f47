/**
 * KronA (Edalati et al. 2022, arXiv 2212.10650): a Kronecker product of two small matrices is
 * added.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.krona;
