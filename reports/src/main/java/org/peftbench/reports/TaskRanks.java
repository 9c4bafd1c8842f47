package org.peftbench.reports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.peftbench.reports.statistics.Friedman;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.TaskMatrix;
import org.peftbench.results.Metric;

/**
 * The places that methods take across the tasks of one backbone.
 *
 * @param labels methods that every task has a score of, best mean rank first
 * @param friedman ranks in the same order
 * @param duels wins, ties and losses of the line's method against the column's, in the same order
 */
public record TaskRanks(List<String> labels, Friedman friedman, List<List<Duel>> duels) {
  private static final double LEVEL = 0.05;
  private static final int RESAMPLES = 1_999;

  public TaskRanks {
    labels = List.copyOf(labels);
    duels = List.copyOf(duels);
  }

  /** On how many tasks one method beat another, could not be told from it, and was beaten. */
  public record Duel(int wins, int ties, int losses) {
    private Duel plus(Duel other) {
      return new Duel(wins + other.wins, ties + other.ties, losses + other.losses);
    }

    /** {@code 3 / 1 / 0}. */
    public String text() {
      return wins + " / " + ties + " / " + losses;
    }
  }

  /** Ranks the methods of a table; empty if fewer than two of them share two tasks. */
  public static Optional<TaskRanks> of(TaskMatrix matrix) {
    if (!isPossible(matrix)) {
      return Optional.empty();
    }
    List<Block> tasks = matrix.blocks();
    List<String> shared = shared(matrix);
    Friedman unordered = Friedman.of(scores(tasks, shared));
    List<String> ordered =
        IntStream.range(0, shared.size())
            .boxed()
            .sorted(Comparator.comparingDouble(unordered.meanRanks()::get))
            .map(shared::get)
            .toList();
    return Optional.of(
        new TaskRanks(ordered, Friedman.of(scores(tasks, ordered)), duels(tasks, ordered)));
  }

  /** Whether two methods share two tasks. */
  public static boolean isPossible(TaskMatrix matrix) {
    return matrix.blocks().size() > 1 && shared(matrix).size() > 1;
  }

  private static List<String> shared(TaskMatrix matrix) {
    return matrix.labels().stream()
        .filter(label -> matrix.blocks().stream().allMatch(task -> task.scored(label).isPresent()))
        .toList();
  }

  private static double[][] scores(List<Block> tasks, List<String> labels) {
    return tasks.stream()
        .map(
            task ->
                labels.stream()
                    .map(label -> task.scored(label).orElseThrow())
                    .mapToDouble(task::goodness)
                    .toArray())
        .toArray(double[][]::new);
  }

  private static List<List<Duel>> duels(List<Block> tasks, List<String> labels) {
    Duel[][] duels = new Duel[labels.size()][labels.size()];
    Arrays.stream(duels).forEach(line -> Arrays.fill(line, new Duel(0, 0, 0)));
    for (Block task : tasks) {
      List<Row> rows = labels.stream().map(label -> task.scored(label).orElseThrow()).toList();
      IntStream.range(0, rows.size())
          .parallel()
          .forEach(
              a -> {
                for (int b = a + 1; b < rows.size(); b++) {
                  int lead = lead(task, rows.get(a), rows.get(b));
                  duels[a][b] = duels[a][b].plus(duel(lead));
                  duels[b][a] = duels[b][a].plus(duel(-lead));
                }
              });
    }
    return Arrays.stream(duels).map(List::of).toList();
  }

  private static Duel duel(int lead) {
    return new Duel(lead > 0 ? 1 : 0, lead == 0 ? 1 : 0, lead < 0 ? 1 : 0);
  }

  /** 1 if the first is really better, -1 if the second is, 0 if no test tells them apart. */
  private static int lead(Block task, Row first, Row second) {
    double by = task.goodness(first) - task.goodness(second);
    return PairTest.pValue(by, first, second, RESAMPLES)
        .filter(pValue -> pValue < LEVEL)
        .map(pValue -> (int) Math.signum(by))
        .orElse(0);
  }

  /** Methods that the Nemenyi test can't tell from the one of the best mean rank. */
  public List<String> tiedWithBest() {
    double limit = friedman.meanRanks().get(0) + friedman.criticalDifference();
    return IntStream.range(1, labels.size())
        .filter(i -> friedman.meanRanks().get(i) < limit)
        .mapToObj(labels::get)
        .toList();
  }

  /** What ties of ranks mean here, in a sentence or two. */
  public String reach() {
    String tie = "Tie: its mean rank can't be told apart from the best one's (Nemenyi, 5 %).";
    return tiedWithBest().size() < labels.size() - 1
        ? tie
        : tie
            + " Here all are ties: on "
            + friedman.tasks()
            + " tasks the mean ranks of "
            + labels.size()
            + " methods must lie "
            + Figures.fixed(friedman.criticalDifference(), 2)
            + " apart to count. The single tasks tell more.";
  }

  /** Mean ranks with wins, ties and losses against all others on all tasks. */
  public Grid grid() {
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      double rank = friedman.meanRanks().get(i);
      Duel all = duels.get(i).stream().reduce(new Duel(0, 0, 0), Duel::plus);
      Grid.Cell label = Grid.Cell.text(labels.get(i));
      lines.add(
          List.of(
              i == 0
                  ? label.tagged(Grid.Tag.BEST)
                  : tiedWithBest().contains(labels.get(i)) ? label.tagged(Grid.Tag.TIE) : label,
              new Grid.Cell(Figures.fixed(rank, 2), rank),
              count(all.wins()),
              count(all.ties()),
              count(all.losses())));
    }
    return new Grid(
        List.of(
            new Grid.Column("method", "As the suite calls it."),
            new Grid.Column("mean rank", "Over the tasks; 1 is best.", "", Metric.Direction.LOWER),
            new Grid.Column("wins", "Over another method on a task, by a paired test at 5 %."),
            new Grid.Column("ties", "Not told apart from another method on a task."),
            new Grid.Column("losses", "Beaten by another method on a task.")),
        lines);
  }

  /** Each method against each: wins / ties / losses over the tasks. */
  public Grid pairs() {
    List<Grid.Column> columns = new ArrayList<>();
    columns.add(new Grid.Column("method", "Whose wins, ties and losses stand in the line."));
    labels.forEach(label -> columns.add(new Grid.Column(label, "The other method.", "against")));
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      List<Grid.Cell> line = new ArrayList<>();
      line.add(Grid.Cell.text(labels.get(i)));
      for (int j = 0; j < labels.size(); j++) {
        line.add(i == j ? Grid.Cell.ABSENT : Grid.Cell.text(duels.get(i).get(j).text()));
      }
      lines.add(line);
    }
    return new Grid(columns, lines);
  }

  private static Grid.Cell count(int count) {
    return new Grid.Cell(Figures.count(count), (double) count);
  }
}
