/**
 * DoRA (Liu et al. 2024, arXiv 2402.09353): weights are taken apart into magnitude and direction.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.dora;
