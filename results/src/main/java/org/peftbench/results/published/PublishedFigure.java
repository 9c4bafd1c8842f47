package org.peftbench.results.published;

import org.jspecify.annotations.Nullable;

/**
 * One figure that others have published.
 *
 * @param task as the catalogue names it
 * @param method as the registry names it
 * @param backbone as the publication names it, in the form of a known checkpoint's name
 * @param metric as the task names it
 * @param value in the unit of {@link org.peftbench.results.Metric#value()}: fractions, not percent
 * @param deviation over seeds as published; absent where none is given
 * @param source where it was read
 * @param protocol how it was measured, as far as the source says
 * @param selection which state was scored, as {@link
 *     org.peftbench.results.Protocol.Selection#toString()} writes it; absent where the source does
 *     not say
 */
public record PublishedFigure(
    String task,
    String method,
    String backbone,
    String metric,
    double value,
    @Nullable Double deviation,
    String source,
    String protocol,
    @Nullable String selection) {
  public PublishedFigure {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("published figure of " + method + " is " + value);
    }
  }
}
