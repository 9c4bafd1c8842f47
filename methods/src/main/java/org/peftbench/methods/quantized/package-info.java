/**
 * What methods on a quantised backbone share: values in blocks, each replaced by the nearest level
 * of a code book, and made again from it whenever they are used.
 *
 * <p>Codes are packed and scales quantised in turn, so a weight at rest takes about half a byte. In
 * a training step each weight is made in full and lives until the step is done: PyTorch's autograd
 * keeps what it multiplied by.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.quantized;
