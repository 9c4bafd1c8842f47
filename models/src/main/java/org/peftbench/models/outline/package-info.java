/**
 * What is known of networks without their weights.
 *
 * <p>A data file an architecture lists its places with widths as expressions over the numbers in
 * {@code config.json} ({@link org.peftbench.models.outline.Layout}); a data file a model gives
 * those numbers and the published parameter count. Both together are an {@link
 * org.peftbench.models.Outline}, which is enough to say what a method would train there.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.models.outline;
