/**
 * What others have published, to be set beside what was measured here.
 *
 * <p>A {@link org.peftbench.results.published.PublishedFigure} says what was measured, by whom and
 * how, as far as its source tells; only figures whose source was read are here.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.results.published;
