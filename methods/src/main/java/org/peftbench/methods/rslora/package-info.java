/**
 * rsLoRA (Kalajdzievski 2023, arXiv 2312.03732): LoRA whose scale falls with the root of the rank.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.rslora;
