/** QLoRA (Dettmers et al. 2023, arXiv 2305.14314): LoRA on a backbone in 4-bit NormalFloat. */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.qlora;
