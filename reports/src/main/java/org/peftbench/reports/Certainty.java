package org.peftbench.reports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.peftbench.reports.statistics.EffectSize;
import org.peftbench.reports.statistics.Interval;
import org.peftbench.reports.statistics.McNemar;
import org.peftbench.reports.statistics.SeedsNeeded;
import org.peftbench.reports.statistics.Summary;
import org.peftbench.reports.statistics.Welch;
import org.peftbench.reports.statistics.Wilcoxon;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;

/** How sure each row's score is, and its distance from the best, by tests of several kinds. */
public final class Certainty {
  private static final double POINT = 0.01;

  private Certainty() {}

  /** One line a row that was scored. */
  public static Grid grid(Block block) {
    List<List<Grid.Cell>> lines = new ArrayList<>();
    Row best = block.best().orElse(null);
    for (Row row : block.rows()) {
      row.figure(block.primaryMetric())
          .ifPresent(
              figure -> {
                List<Grid.Cell> line = new ArrayList<>(seeds(row, figure));
                line.addAll(examples(row.scores(), best == null ? null : best.scores()));
                line.add(
                    best == null || best.equals(row)
                        ? Grid.Cell.ABSENT
                        : best.figure(block.primaryMetric())
                            .map(leading -> welch(figure.summary(), leading.summary()))
                            .orElse(Grid.Cell.ABSENT));
                lines.add(line);
              });
    }
    String over = "over seeds";
    String against = "against the best, on the same examples, uncorrected";
    return new Grid(
        List.of(
            new Grid.Column("method", "As the suite calls it."),
            new Grid.Column("deviation", "Sample standard deviation.", over),
            new Grid.Column("95 % interval of the mean", "Student's t.", over),
            new Grid.Column(
                "seeds for one point",
                "Of each of two methods, for a t test to see a difference of 0.01 in 4 of 5 cases.",
                over),
            new Grid.Column(
                "mean lead",
                "Of right answers × 100; of numbers, by how much the squared error is smaller."
                    + " Negative: behind.",
                against),
            new Grid.Column("Cohen's d", "Mean in units of the standard deviation.", against),
            new Grid.Column("Wilcoxon p", "Signed-rank test.", against),
            new Grid.Column(
                "McNemar p", "Of answers that are right with most seeds; mid-p.", against),
            new Grid.Column(
                "Welch p",
                "t test of the scores of single trainings: whether the lead would outlive other"
                    + " seeds. Of few seeds it sees large leads alone.",
                "against the best, over seeds, uncorrected")),
        lines);
  }

  private static List<Grid.Cell> seeds(Row row, Figure figure) {
    Summary summary = figure.summary();
    List<Grid.Cell> line = new ArrayList<>();
    line.add(Grid.Cell.text(row.label()));
    line.add(cell(summary.deviation(), figure.unit()));
    Interval interval = summary.tInterval(0.95);
    line.add(
        interval == null
            ? Grid.Cell.ABSENT
            : new Grid.Cell(Figures.interval(interval, figure.unit()), interval.low()));
    line.add(seeds(summary, figure.unit()));
    return line;
  }

  private static List<Grid.Cell> examples(
      @Nullable ExampleScores scores, @Nullable ExampleScores best) {
    if (best == null || scores == null || scores == best || !best.pairsWith(scores)) {
      return Collections.nCopies(4, Grid.Cell.ABSENT);
    }
    List<Grid.Cell> line = new ArrayList<>();
    double[] differences = scores.minus(best);
    double mean = Arrays.stream(differences).average().orElse(0);
    line.add(cell(mean, scores.regression() ? "squared error" : "fraction"));
    Double effect = EffectSize.paired(differences);
    line.add(effect == null ? Grid.Cell.ABSENT : new Grid.Cell(Figures.fixed(effect, 2), effect));
    line.add(pValue(Wilcoxon.pValue(differences)));
    line.add(scores.regression() ? Grid.Cell.ABSENT : pValue(mcNemar(scores, best)));
    return line;
  }

  private static Grid.Cell welch(Summary row, Summary best) {
    Double p = Welch.pValue(row, best);
    return p == null ? Grid.Cell.ABSENT : pValue(p);
  }

  private static double mcNemar(ExampleScores first, ExampleScores second) {
    boolean[] a = first.rightWithMostSeeds();
    boolean[] b = second.rightWithMostSeeds();
    int onlyFirst = 0;
    int onlySecond = 0;
    for (int i = 0; i < a.length; i++) {
      onlyFirst += a[i] && !b[i] ? 1 : 0;
      onlySecond += b[i] && !a[i] ? 1 : 0;
    }
    return McNemar.pValue(onlyFirst, onlySecond);
  }

  /** A point is a hundredth of a fraction; other units have none. */
  private static Grid.Cell seeds(Summary summary, String unit) {
    if (summary.deviation() == null || !unit.equals("fraction")) {
      return Grid.Cell.ABSENT;
    }
    OptionalInt seeds = SeedsNeeded.of(POINT, summary.deviation());
    return seeds.isEmpty()
        ? new Grid.Cell("> 1,000", Double.MAX_VALUE)
        : new Grid.Cell(Figures.count(seeds.getAsInt()), (double) seeds.getAsInt());
  }

  private static Grid.Cell cell(@Nullable Double value, String unit) {
    return value == null ? Grid.Cell.ABSENT : new Grid.Cell(Figures.value(value, unit), value);
  }

  private static Grid.Cell pValue(double p) {
    return new Grid.Cell(Figures.pValue(p), p);
  }
}
