/**
 * LoRAPrune (Zhang et al. 2023, arXiv 2305.18403): while LoRA trains, its own gradients say which
 * heads and channels of the frozen network to leave out.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.loraprune;
