package org.peftbench.reports;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.Metric;
import org.peftbench.results.MetricNames;
import org.peftbench.results.RunSpec;

/**
 * All that may be compared with each other: rows on one backbone and the same rows of one task.
 *
 * @param backbone the frozen model
 * @param task the question, version, digest and caps included
 * @param variant tells the task from others of the same name; empty where there are none
 * @param primaryMetric what ranks the rows; empty if no run succeeded
 * @param rows best first, then rows without the primary metric; footing by footing, for they are
 *     judged apart
 */
public record Block(
    RunSpec.Backbone backbone,
    RunSpec.Task task,
    String variant,
    String primaryMetric,
    List<Row> rows) {
  public Block {
    rows = List.copyOf(rows);
  }

  /** The task's name, with how it is asked where that was chosen, fit to be read. */
  public String taskName() {
    return PlainText.of(task.title()) + (variant.isEmpty() ? "" : " #" + variant);
  }

  /** The backbone's name, fit to be read. */
  public String backboneName() {
    return PlainText.of(backbone.id());
  }

  /** The best row and those that can't be told apart from it. */
  public List<Row> notBehind() {
    return rows.stream()
        .filter(
            row ->
                row.standing().kind() == Standing.Kind.BEST
                    || row.standing().kind() == Standing.Kind.TIED)
        .toList();
  }

  /** One part a footing that any row has. */
  public List<Block> apart() {
    return Stream.of(Footing.values())
        .map(footing -> only(row -> row.footing() == footing))
        .filter(part -> !part.rows().isEmpty())
        .toList();
  }

  /** What all rows of a part have in common. */
  public Footing footing() {
    return rows.isEmpty() ? Footing.GIVEN : rows.get(0).footing();
  }

  /**
   * The rows that the task's answer is drawn from: of the first footing of which any was scored.
   */
  public Block answering() {
    return apart().stream().filter(part -> part.best().isPresent()).findFirst().orElse(this);
  }

  private Block only(Predicate<Row> kept) {
    return new Block(backbone, task, variant, primaryMetric, rows.stream().filter(kept).toList());
  }

  /**
   * What rules score that learn nothing or little of the text, as any run recorded it; empty where
   * no run succeeded.
   */
  public List<Figure> baselines() {
    Map<String, Figure> byName = new TreeMap<>();
    if (!primaryMetric.isEmpty()) {
      rows.stream()
          .flatMap(row -> row.figures().stream())
          .filter(figure -> figure.name().startsWith(MetricNames.BASELINE))
          .forEach(figure -> byName.putIfAbsent(figure.name(), figure));
    }
    return List.copyOf(byName.values());
  }

  /** The row of that label, if it was scored. */
  Optional<Row> scored(String label) {
    return rows.stream()
        .filter(row -> row.label().equals(label))
        .filter(row -> row.figure(primaryMetric).isPresent())
        .findFirst();
  }

  /** The mean score of a row that has one, turned so that more is better. */
  double goodness(Row row) {
    Figure figure = row.figure(primaryMetric).orElseThrow();
    double mean = figure.summary().mean();
    return figure.direction() == Metric.Direction.LOWER ? -mean : mean;
  }

  /** Whether more than one row was scored, so that the best one is better than something. */
  public boolean isContested() {
    return rows.stream().filter(row -> row.figure(primaryMetric).isPresent()).count() > 1;
  }

  /** The row of the best mean, if any run succeeded. */
  public Optional<Row> best() {
    return rows.stream().filter(row -> row.standing().kind() == Standing.Kind.BEST).findFirst();
  }
}
