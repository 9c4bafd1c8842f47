/**
 * GaLore (Zhao et al. 2024, arXiv 2403.03507): whole weights are trained, but the optimizer sees
 * their gradients in a low-rank subspace.
 *
 * <p>Here the subspace's coordinates C are what is trained, and the weight follows them: with W' =
 * W + P(C − C₀) the gradient of C is the projected gradient PᵀG, the optimizer moves C in the
 * subspace, and after its step α·P·(C − C₀) is put into W and C₀ catches up. No optimizer needs to
 * know. Two things the published code does otherwise: it decays W, where here no adaptation is told
 * rate and decay, and it clips by the norm of whole gradients, which here is that of projected
 * ones.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.galore;
