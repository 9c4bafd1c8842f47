/**
 * What transformers are built of, one small class each: attention with its masks, positions and
 * cache, normalisations, activations.
 *
 * <p>Blocks compute and ask the {@link org.peftbench.models.Taps} at their sites. Which blocks
 * stand where is said by an architecture.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.models.blocks;
