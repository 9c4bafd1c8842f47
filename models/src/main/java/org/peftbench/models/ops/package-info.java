/**
 * Every operation of the differentiable path, and nothing else computes.
 *
 * <p>DJL's operations with a Java number ({@code x.mul(3f)}) hand autograd a temporary over Java
 * memory that is freed before backward reads it: gradients are then wrong at random. {@link
 * org.peftbench.models.ops.Ops} is the only class that calls computing methods of an {@code
 * NDArray} (a rule in the build says so), has the engine own every operand that autograd may keep,
 * and reaches what DJL lacks through {@link org.peftbench.models.ops.Kernels}, a TorchScript module
 * written at start-up. Kernels have no second implementation to fall back on: the module is loaded
 * whole or not at all, and the plain forms, which tests hold them to, are built of those very
 * operations with numbers.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.models.ops;
