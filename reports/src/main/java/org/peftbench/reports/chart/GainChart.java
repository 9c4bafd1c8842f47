package org.peftbench.reports.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.peftbench.reports.Block;
import org.peftbench.reports.Figure;
import org.peftbench.reports.Row;
import org.peftbench.reports.statistics.Summary;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.results.Metric;
import org.peftbench.results.RunRecord;

/**
 * What each method adds to training the head alone, seed by seed: bars from 0, in groups by task.
 * Both trainings of a seed share head, order of rows and held-out slice, so that what is left over
 * is the method.
 */
public final class GainChart {
  private static final String FLOOR = "head-only";

  /** Bars of a task, so that several tasks fit on a page. */
  private static final int MOST = 12;

  private final List<Lineup.Row> lines = new ArrayList<>();
  private final List<List<Grid.Cell>> cells = new ArrayList<>();
  private final Map<String, SeriesStyle> styles;

  private GainChart(Map<String, SeriesStyle> styles) {
    this.styles = styles;
  }

  /** The chart of tasks whose score is a fraction; empty where none has the head alone. */
  public static Optional<Chart> of(List<Block> blocks, Map<String, SeriesStyle> styles) {
    GainChart chart = new GainChart(styles);
    for (Block block : blocks) {
      chart.add(block, blocks.size() > 1);
    }
    return chart.cells.isEmpty() ? Optional.empty() : Optional.of(chart.draw());
  }

  private void add(Block block, boolean headed) {
    Map<Long, Double> floor = new TreeMap<>();
    block.rows().stream()
        .filter(row -> row.method().equals(FLOOR))
        .forEach(row -> floor.putAll(scores(block, row)));
    List<Row> rows =
        block.rows().stream()
            .filter(row -> !row.method().equals(FLOOR))
            .filter(row -> higherIsBetter(block, row))
            .filter(row -> scores(block, row).keySet().stream().anyMatch(floor::containsKey))
            .limit(MOST)
            .toList();
    if (headed && !rows.isEmpty()) {
      lines.add(new Lineup.Row(block.taskName(), List.of(), List.of()));
    }
    for (Row row : rows) {
      List<Double> gains = new ArrayList<>();
      scores(block, row)
          .forEach(
              (seed, score) -> {
                if (floor.containsKey(seed)) {
                  gains.add(score - floor.get(seed));
                }
              });
      add(block, row, Summary.of(gains));
    }
  }

  private void add(Block block, Row row, Summary gain) {
    SeriesStyle style = styles.getOrDefault(row.label(), new SeriesStyle(0));
    double mean = 100 * gain.mean();
    Double deviation = gain.deviation();
    List<Lineup.Whisker> whiskers =
        deviation == null
            ? List.of()
            : List.of(new Lineup.Whisker(mean - 100 * deviation, mean + 100 * deviation));
    Lineup.Bar bar = new Lineup.Bar(Math.min(0, mean), Math.max(0, mean), Ink.soft(style.line()));
    lines.add(new Lineup.Row(row.label(), List.of(bar), List.of(), whiskers));
    cells.add(
        List.of(
            Grid.Cell.text(block.taskName()),
            Grid.Cell.text(row.label()),
            new Grid.Cell(Figures.count(gain.n()), (double) gain.n()),
            new Grid.Cell(Figures.spread(gain, "fraction"), gain.mean())));
  }

  private Chart draw() {
    double[] ends =
        lines.stream()
            .flatMapToDouble(
                line ->
                    DoubleStream.concat(
                        line.bars().stream()
                            .flatMapToDouble(b -> DoubleStream.of(b.from(), b.to())),
                        line.whiskers().stream()
                            .flatMapToDouble(w -> DoubleStream.of(w.from(), w.to()))))
            .toArray();
    Scale scale =
        Scale.linear(DoubleStream.of(ends).min().orElse(0), DoubleStream.of(ends).max().orElse(1));
    return new Chart(
        "Gain over the head alone",
        "Points above head-only with the same seed. Bar: mean over seeds; whisker: standard"
            + " deviation. At most "
            + MOST
            + " methods a task, the best first.",
        "How much each method scores above training the head alone; the figures stand in the table"
            + " behind.",
        new Lineup(lines, scale, "points (score × 100) above head-only", Figures::plain).picture(),
        List.of(),
        new Grid(
            List.of(
                new Grid.Column("task", "Whose first metric is meant."),
                new Grid.Column("method", "As the suite calls it."),
                new Grid.Column("seeds", "That both were trained with."),
                new Grid.Column(
                    "gain × 100",
                    "Mean ± standard deviation over seeds.",
                    "",
                    Metric.Direction.HIGHER)),
            cells));
  }

  private static boolean higherIsBetter(Block block, Row row) {
    Optional<Figure> score = row.figure(block.primaryMetric());
    return score.isPresent()
        && score.get().unit().equals("fraction")
        && score.get().direction() == Metric.Direction.HIGHER;
  }

  private static Map<Long, Double> scores(Block block, Row row) {
    Map<Long, Double> scores = new TreeMap<>();
    for (RunRecord run : row.runs()) {
      run.metric(block.primaryMetric())
          .ifPresent(metric -> scores.put(run.spec().seed(), metric.value()));
    }
    return scores;
  }
}
