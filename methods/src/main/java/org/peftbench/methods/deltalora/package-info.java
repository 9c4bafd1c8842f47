/**
 * Delta-LoRA (Zi et al. 2023, arXiv 2309.02411): the weight itself moves by what its low-rank
 * product changes at each step.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.deltalora;
