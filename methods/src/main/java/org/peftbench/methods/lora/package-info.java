/**
 * LoRA (Hu et al. 2021, arXiv 2106.09685): a product of two thin matrices is added to a frozen one.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.lora;
