/**
 * What a model's gradients say of how it will train: neural tangent kernels (Jacot, Gabriel,
 * Hongler 2018, arXiv 1806.07572) over exact gradients, example by example.
 *
 * <p>{@link org.peftbench.harness.train.kernel.AnswerGradients} goes back from each answer of each
 * example, {@link org.peftbench.harness.train.kernel.TangentKernel} gathers all inner products of
 * these gradients in bounded memory, a {@link org.peftbench.harness.train.kernel.KernelMatrix} is
 * compared with others, and {@link org.peftbench.harness.train.kernel.GradientDrift} says how far a
 * training has moved all of this.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.harness.train.kernel;
