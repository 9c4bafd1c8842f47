/**
 * Every operation of the differentiable path, and nothing else computes.
 *
 * <p>DJL's operations with a Java number ({@code x.mul(3f)}) hand autograd a temporary over Java
 * memory that is freed before backward reads it: gradients are then wrong at random. {@link
 * org.peftbench.models.ops.Ops} is the only class that calls computing methods of an {@code
 * NDArray} (a rule in the build says so), has the engine own every operand that autograd may keep,
 * and reaches what DJL lacks through {@link org.peftbench.models.ops.Kernels}, a TorchScript module
 * written at start-up. Kernels that are there for speed have a second form of operations that an
 * array has itself, {@link org.peftbench.models.ops.PlainOps}, which tests hold them to and which a
 * variable of the environment chooses ({@link org.peftbench.models.ops.KernelForm}).
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.models.ops;
