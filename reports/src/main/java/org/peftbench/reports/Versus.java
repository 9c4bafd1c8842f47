package org.peftbench.reports;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.reports.statistics.Holm;
import org.peftbench.reports.statistics.Interval;
import org.peftbench.reports.statistics.Summary;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.TaskMatrix;

/**
 * By how much one method is ahead of each other, task by task and over the tasks: what papers say
 * of the method they propose.
 *
 * @param label the method
 * @param matrix the tasks
 */
public record Versus(String label, TaskMatrix matrix) {
  private static final double LEVEL = 0.05;
  private static final int RESAMPLES = 9_999;

  /**
   * On one task.
   *
   * @param by difference of the mean scores, positive where the method is better
   * @param unit of the scores
   * @param pValue of the paired test, 1 if it speaks for the other method; absent where none was
   *     possible
   */
  private record Lead(double by, String unit, @Nullable Double pValue) {
    private static Optional<Lead> of(Block task, String label, String other) {
      Optional<Row> first = task.scored(label);
      Optional<Row> second = task.scored(other);
      if (first.isEmpty() || second.isEmpty()) {
        return Optional.empty();
      }
      double by = task.goodness(first.get()) - task.goodness(second.get());
      String unit = first.get().figure(task.primaryMetric()).orElseThrow().unit();
      Double pValue = PairTest.pValue(by, first.get(), second.get(), RESAMPLES).orElse(null);
      return Optional.of(new Lead(by, unit, pValue));
    }

    private Lead corrected(@Nullable Double adjusted) {
      return new Lead(by, unit, adjusted);
    }

    private Grid.Cell cell() {
      Grid.Cell cell = new Grid.Cell(Figures.signed(by, unit), by);
      if (pValue == null) {
        return cell.tagged(Grid.Tag.UNTESTED);
      }
      return pValue < LEVEL ? cell : cell.tagged(Grid.Tag.TIE);
    }
  }

  /** One line another method, in the order of the matrix. */
  public Grid grid() {
    List<String> others = matrix.labels().stream().filter(other -> !other.equals(label)).toList();
    List<List<Optional<Lead>>> tasks =
        matrix.blocks().stream().map(task -> leads(task, others)).toList();
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      int other = i;
      List<Optional<Lead>> leads = tasks.stream().map(task -> task.get(other)).toList();
      lines.add(
          Stream.of(
                  Stream.of(Grid.Cell.text(others.get(i))),
                  leads.stream().map(lead -> lead.map(Lead::cell).orElse(Grid.Cell.ABSENT)),
                  over(leads.stream().flatMap(Optional::stream).toList()).stream())
              .flatMap(cells -> cells)
              .toList());
    }
    return new Grid(columns(), lines);
  }

  /** Holm's correction is over the lines: as many other methods as are asked about at once. */
  private List<Optional<Lead>> leads(Block task, List<String> others) {
    List<Optional<Lead>> leads =
        others.parallelStream().map(other -> Lead.of(task, label, other)).toList();
    List<@Nullable Double> raw = new ArrayList<>();
    leads.forEach(lead -> raw.add(lead.map(Lead::pValue).orElse(null)));
    Iterator<@Nullable Double> adjusted = Holm.adjust(raw).iterator();
    return leads.stream()
        .map(
            lead -> {
              Double pValue = adjusted.next();
              return lead.map(found -> found.corrected(pValue));
            })
        .toList();
  }

  /** Only fractions have a mean over tasks that says something. */
  private static List<Grid.Cell> over(List<Lead> leads) {
    if (leads.size() < 2 || !leads.stream().allMatch(lead -> lead.unit().equals("fraction"))) {
      return List.of(Grid.Cell.ABSENT, Grid.Cell.ABSENT);
    }
    Summary summary = Summary.of(leads.stream().map(Lead::by).toList());
    Interval interval = summary.tInterval(0.95);
    return List.of(
        new Grid.Cell(Figures.signed(summary.mean(), "fraction"), summary.mean()),
        interval == null
            ? Grid.Cell.ABSENT
            : new Grid.Cell(Figures.interval(interval, "fraction"), interval.low()));
  }

  private List<Grid.Column> columns() {
    List<Grid.Column> columns = new ArrayList<>();
    columns.add(new Grid.Column("method", "The other one."));
    for (Block task : matrix.blocks()) {
      columns.add(
          new Grid.Column(
              task.taskName() + " (" + task.primaryMetric() + ")",
              "Difference of the mean scores, fractions × 100, positive where "
                  + label
                  + " is better. Tie: a paired test on the same examples can't tell the two apart"
                  + " (5 %, Holm's correction over the lines), or speaks for the other one.",
              "lead of " + label));
    }
    columns.add(new Grid.Column("mean", "Of the leads, where all are fractions.", "over tasks"));
    columns.add(
        new Grid.Column(
            "95 % interval",
            "Student's t, as if the tasks were drawn from many like them.", "over tasks"));
    return columns;
  }
}
