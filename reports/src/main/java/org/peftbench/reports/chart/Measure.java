package org.peftbench.reports.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.peftbench.reports.Block;
import org.peftbench.reports.Figure;
import org.peftbench.reports.RelativeTimes;
import org.peftbench.reports.Row;
import org.peftbench.reports.statistics.Summary;
import org.peftbench.reports.table.Figures;
import org.peftbench.results.Metric;
import org.peftbench.results.MetricNames;

/**
 * Something by which methods can be set against each other.
 *
 * @param title in a sentence: {@code trained parameters}
 * @param unit of the values
 * @param higherIsBetter which side is better
 * @param logarithmic whether ratios count more than differences
 * @param of a row's value over its seeds; null where it was not measured
 */
public record Measure(
    String title,
    String unit,
    boolean higherIsBetter,
    boolean logarithmic,
    Function<Row, @Nullable Summary> of) {

  /** Those that at least two rows of a block have, the score first. */
  public static List<Measure> of(Block block) {
    List<Measure> all = new ArrayList<>();
    block.rows().stream()
        .flatMap(row -> row.figure(block.primaryMetric()).stream())
        .findFirst()
        .ifPresent(
            score ->
                all.add(
                    new Measure(
                        score.name().replace('_', ' '),
                        score.unit(),
                        score.direction() != Metric.Direction.LOWER,
                        false,
                        figure(score.name()))));
    all.add(
        new Measure("trained parameters with head", "parameters", false, true, Measure::trained));
    all.add(cost("adapter file", "bytes", true, MetricNames.ADAPTER_BYTES));
    all.add(
        RelativeTimes.of(block)
            .map(
                times ->
                    new Measure(
                        relative(times), "×", false, false, row -> times.of(row).orElse(null)))
            .orElse(cost("training time", "seconds", false, MetricNames.TRAINING_SECONDS)));
    all.add(cost("peak memory", "bytes", false, MetricNames.PEAK_RSS));
    all.add(cost("steps to 95 %", "steps", false, MetricNames.STEPS_TO_95));
    return all.stream()
        .filter(measure -> block.rows().stream().filter(measure::has).count() > 1)
        .toList();
  }

  /** Whether a row was measured so, by a value that the axis can show. */
  boolean has(Row row) {
    Summary summary = of.apply(row);
    return summary != null && (!logarithmic || summary.least() > 0);
  }

  /** The row's value over its seeds. */
  Summary in(Row row) {
    Summary summary = of.apply(row);
    if (summary == null) {
      throw new IllegalArgumentException(row.label() + " has no " + title);
    }
    return summary;
  }

  /** As an axis shows it: fractions times 100, bytes in MiB. */
  double scaled(double value) {
    return switch (unit) {
      case "fraction" -> 100 * value;
      case "bytes" -> value / (1 << 20);
      default -> value;
    };
  }

  /** The axis's title. */
  String axis() {
    String suffix =
        switch (unit) {
          case "fraction" -> " × 100";
          case "bytes" -> ", MiB";
          case "seconds" -> ", seconds";
          default -> "";
        };
    return title + suffix + (logarithmic ? " (log)" : "");
  }

  /** A value in words. */
  String text(double value) {
    return Figures.value(value, unit);
  }

  /** Seconds of several machines have no place on one axis. */
  private static String relative(RelativeTimes times) {
    return "step time relative to " + times.reference();
  }

  private static Measure cost(String title, String unit, boolean logarithmic, String name) {
    return new Measure(title, unit, false, logarithmic, figure(name));
  }

  private static Function<Row, @Nullable Summary> figure(String name) {
    return row -> row.figure(name).map(Figure::summary).orElse(null);
  }

  private static @Nullable Summary trained(Row row) {
    Double adaptation = row.mean(MetricNames.TRAINABLE_ADAPTATION);
    Double head = row.mean(MetricNames.TRAINABLE_HEAD);
    return adaptation == null ? null : Summary.of(List.of(adaptation + (head == null ? 0 : head)));
  }
}
