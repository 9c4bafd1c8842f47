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
 * @param standardError how far the value would stray if other examples of the same kind had been
 *     drawn, at least 0; absent where that is unknown, and in records of older versions
 */
public record Metric(
    String name,
    double value,
    String unit,
    Direction direction,
    Aggregation aggregation,
    @Nullable Double standardError) {

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
    if (standardError != null && !(standardError >= 0 && Double.isFinite(standardError))) {
      throw new IllegalArgumentException(
          "the standard error of " + name + " is " + standardError + ": leave it out");
    }
  }

  /** A figure without a standard error. */
  public Metric(
      String name, double value, String unit, Direction direction, Aggregation aggregation) {
    this(name, value, unit, direction, aggregation, null);
  }

  /**
   * A quality score in which more is better; null when the score is undefined (NaN), so that it
   * stays absent.
   *
   * @param standardError over the examples; NaN where it is unknown
   */
  public static @Nullable Metric score(String name, double value, double standardError) {
    return Double.isFinite(value)
        ? new Metric(
            name,
            value,
            "fraction",
            Direction.HIGHER,
            Aggregation.ONCE,
            Double.isFinite(standardError) ? standardError : null)
        : null;
  }
}
