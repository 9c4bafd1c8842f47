package org.peftbench.reports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.peftbench.reports.statistics.EffectSize;
import org.peftbench.reports.statistics.Interval;
import org.peftbench.reports.statistics.McNemar;
import org.peftbench.reports.statistics.SeedsNeeded;
import org.peftbench.reports.statistics.Summary;
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
    ExampleScores best = block.best().map(Row::scores).orElse(null);
    for (Row row : block.rows()) {
      row.figure(block.primaryMetric()).ifPresent(figure -> lines.add(line(row, figure, best)));
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
            new Grid.Column("mean difference", "Right answers × 100, or squared error.", against),
            new Grid.Column("Cohen's d", "Mean in units of the standard deviation.", against),
            new Grid.Column("Wilcoxon p", "Signed-rank test.", against),
            new Grid.Column(
                "McNemar p", "Of answers that are right with most seeds; mid-p.", against)),
        lines);
  }

  private static List<Grid.Cell> line(Row row, Figure figure, @Nullable ExampleScores best) {
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
    ExampleScores scores = row.scores();
    if (best == null || scores == null || scores == best || !best.pairsWith(scores)) {
      line.addAll(List.of(Grid.Cell.ABSENT, Grid.Cell.ABSENT, Grid.Cell.ABSENT, Grid.Cell.ABSENT));
      return line;
    }
    double[] differences = scores.minus(best);
    double mean = Arrays.stream(differences).average().orElse(0);
    line.add(cell(mean, scores.regression() ? "squared error" : "fraction"));
    Double effect = EffectSize.paired(differences);
    line.add(effect == null ? Grid.Cell.ABSENT : new Grid.Cell(Figures.fixed(effect, 2), effect));
    line.add(pValue(Wilcoxon.pValue(differences)));
    line.add(scores.regression() ? Grid.Cell.ABSENT : pValue(mcNemar(scores, best)));
    return line;
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
