/**
 * LoKr (Yeh et al. 2023, arXiv 2309.14859): a Kronecker product whose right factor is of low rank
 * is added.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.lokr;
