/**
 * LoRA (Hu et al. 2021, arXiv 2106.09685): a product of two thin matrices is added to a frozen one.
 *
 * <p>{@link org.peftbench.methods.lora.LoraModule} is that product, {@link
 * org.peftbench.methods.lora.LoraFamily} hangs it on sites; the variants have packages of their own
 * and say only in what they differ: the scale, the start, what is frozen.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.lora;
