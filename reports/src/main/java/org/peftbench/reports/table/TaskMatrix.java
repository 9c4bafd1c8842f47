package org.peftbench.reports.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.reports.Block;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.Figure;
import org.peftbench.reports.Footing;
import org.peftbench.reports.Row;
import org.peftbench.results.Metric;
import org.peftbench.results.MetricNames;

/**
 * The scores of methods on all tasks of one backbone.
 *
 * @param title which backbone, and how settings were chosen
 * @param blocks the tasks, left to right, each with the rows that belong here
 * @param labels the methods, those with the best places first
 */
public record TaskMatrix(String title, List<Block> blocks, List<String> labels) {
  /** What a method costs, by the name of the figure. */
  private record Cost(String name, String title, String explanation) {}

  private static final List<Cost> COSTS =
      List.of(
          new Cost(
              MetricNames.TRAINABLE_ADAPTATION,
              "trained",
              "Parameters the method trains, head apart"),
          new Cost(MetricNames.TRAINING_SECONDS, "training", "Seconds of training"),
          new Cost(MetricNames.PEAK_RSS, "peak memory", "Largest resident set"),
          new Cost(
              MetricNames.STEPS_TO_95,
              "steps to 95 %",
              "First evaluated step with 95 % of the final score"));

  public TaskMatrix {
    blocks = List.copyOf(blocks);
    labels = List.copyOf(labels);
  }

  /** One a backbone and footing. */
  public static List<TaskMatrix> of(Comparison comparison) {
    Map<String, List<Block>> backbones = new LinkedHashMap<>();
    comparison
        .blocks()
        .forEach(
            block ->
                backbones.computeIfAbsent(block.backboneName(), n -> new ArrayList<>()).add(block));
    List<TaskMatrix> matrices = new ArrayList<>();
    backbones.forEach(
        (name, blocks) -> {
          for (Footing footing : Footing.values()) {
            add(name + footing.suffix(), parts(blocks, footing), matrices);
          }
        });
    return matrices;
  }

  private static Stream<Block> parts(List<Block> blocks, Footing footing) {
    return blocks.stream()
        .flatMap(block -> block.apart().stream())
        .filter(part -> part.footing() == footing);
  }

  private static void add(String title, Stream<Block> blocks, List<TaskMatrix> matrices) {
    List<Block> scored =
        blocks
            .filter(block -> block.rows().stream().anyMatch(row -> !row.runs().isEmpty()))
            .toList();
    if (!scored.isEmpty()) {
      matrices.add(new TaskMatrix(title, scored, labels(scored)));
    }
  }

  /** By mean place over the tasks a method was scored on; rows stand best first in each block. */
  private static List<String> labels(List<Block> blocks) {
    Set<String> labels = new LinkedHashSet<>();
    blocks.forEach(
        block ->
            block.rows().stream()
                .filter(row -> !row.runs().isEmpty())
                .forEach(row -> labels.add(row.label())));
    Comparator<String> byPlace = Comparator.comparingDouble(label -> place(blocks, label));
    return labels.stream().sorted(byPlace.thenComparing(Comparator.naturalOrder())).toList();
  }

  private static double place(List<Block> blocks, String label) {
    return blocks.stream()
        .mapToInt(block -> block.rows().stream().map(Row::label).toList().indexOf(label))
        .filter(place -> place >= 0)
        .average()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /**
   * The table.
   *
   * @param pages where each task's page lies
   */
  public Grid grid(Function<Block, @Nullable String> pages) {
    List<Grid.Column> columns = new ArrayList<>();
    columns.add(new Grid.Column("method", "As the suite calls it."));
    for (Block block : blocks) {
      columns.add(
          new Grid.Column(
              block.taskName() + " (" + block.primaryMetric() + ")",
              "The task's first metric; mean ± standard deviation over seeds.",
              allFractions() ? "score × 100" : "score; fractions × 100",
              direction(block)));
    }
    List<Cost> costs = COSTS.stream().filter(this::isMeasured).toList();
    costs.forEach(
        cost ->
            columns.add(
                new Grid.Column(
                    cost.title(), cost.explanation() + "; mean over tasks.", "size and cost")));
    return new Grid(columns, labels.stream().map(label -> line(label, pages, costs)).toList());
  }

  private boolean isMeasured(Cost cost) {
    return blocks.stream()
        .flatMap(block -> block.rows().stream())
        .anyMatch(row -> row.figure(cost.name()).isPresent());
  }

  private boolean allFractions() {
    return blocks.stream()
        .flatMap(block -> block.best().flatMap(row -> row.figure(block.primaryMetric())).stream())
        .allMatch(figure -> figure.unit().equals("fraction"));
  }

  private static Metric.Direction direction(Block block) {
    return block.rows().stream()
        .flatMap(row -> row.figure(block.primaryMetric()).stream())
        .map(Figure::direction)
        .findFirst()
        .orElse(Metric.Direction.NEITHER);
  }

  /** The table, leading nowhere. */
  public Grid grid() {
    return grid(block -> null);
  }

  private List<Grid.Cell> line(
      String label, Function<Block, @Nullable String> pages, List<Cost> costs) {
    List<Grid.Cell> line = new ArrayList<>();
    line.add(Grid.Cell.text(label));
    List<Row> rows = new ArrayList<>();
    for (Block block : blocks) {
      List<Row> here = block.rows().stream().filter(row -> row.label().equals(label)).toList();
      rows.addAll(here);
      line.add(
          here.isEmpty() ? Grid.Cell.ABSENT : score(block, here.get(0)).linked(pages.apply(block)));
    }
    costs.forEach(cost -> line.add(mean(rows, cost.name())));
    return line;
  }

  private static Grid.Cell score(Block block, Row row) {
    return row.figure(block.primaryMetric())
        .map(f -> new Grid.Cell(Figures.spread(f.summary(), f.unit()), f.summary().mean()))
        .orElse(Grid.Cell.ABSENT)
        .tagged(Standings.tags(row));
  }

  private static Grid.Cell mean(Collection<Row> rows, String name) {
    List<Figure> figures = rows.stream().flatMap(row -> row.figure(name).stream()).toList();
    OptionalDouble mean = figures.stream().mapToDouble(f -> f.summary().mean()).average();
    if (mean.isEmpty()) {
      return Grid.Cell.ABSENT;
    }
    int have = figures.stream().mapToInt(figure -> figure.summary().n()).sum();
    int all = rows.stream().mapToInt(row -> row.runs().size()).sum();
    String text = Figures.value(mean.getAsDouble(), figures.get(0).unit());
    return new Grid.Cell(
        have == all ? text : text + " (" + have + " of " + all + " runs)", mean.getAsDouble());
  }
}
