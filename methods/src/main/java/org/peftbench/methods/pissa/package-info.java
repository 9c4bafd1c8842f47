/**
 * PiSSA (Meng et al. 2024, arXiv 2404.02948): the weight's principal part is trained, its residual
 * frozen.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.pissa;
