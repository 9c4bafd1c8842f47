package org.peftbench.results;

import org.jspecify.annotations.Nullable;

/**
 * One measured figure.
 *
 * @param name for example {@code accuracy}, {@code trainable_parameters.adaptation}, {@code
 *     peak_rss}
 * @param value finite; a figure that could not be measured has no {@code Metric} at all
 * @param unit {@code fraction}, {@code parameters}, {@code bytes}, {@code seconds}, {@code
 *     tokens/second}, {@code steps}
 * @param direction which way is better, if one is
 * @param aggregation how the value was drawn from what was observed
 */
public record Metric(
    String name, double value, String unit, Direction direction, Aggregation aggregation) {

  /** Which way is better. */
  public enum Direction {
    HIGHER,
    LOWER,
    NEITHER
  }

  /** How a single value was drawn from observations. */
  public enum Aggregation {
    TOTAL,
    MEAN,
    MEDIAN,
    P90,
    P99,
    MAXIMUM,
    ONCE
  }

  public Metric {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          name + " is " + value + ": leave a figure that was not measured out of the record");
    }
  }

  /**
   * A quality score in which more is better; null when the score is undefined (NaN), so that it
   * stays absent.
   */
  public static @Nullable Metric score(String name, double value) {
    return Double.isFinite(value)
        ? new Metric(name, value, "fraction", Direction.HIGHER, Aggregation.ONCE)
        : null;
  }
}
