/**
 * BOFT (Liu et al. 2024, arXiv 2311.06243): what enters a linear map is rotated by a butterfly of
 * orthogonal blocks.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.boft;
