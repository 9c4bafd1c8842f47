/** LoRA-FA (Zhang et al. 2023, arXiv 2308.03303): of LoRA's two matrices the first stays random. */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.lorafa;
