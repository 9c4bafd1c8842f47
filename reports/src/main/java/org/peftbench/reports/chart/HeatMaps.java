package org.peftbench.reports.chart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.reports.Block;
import org.peftbench.reports.Figure;
import org.peftbench.reports.Row;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.TaskMatrix;
import org.peftbench.results.Metric;

/** Figures in two dimensions: methods and tasks, layers and places. */
public final class HeatMaps {
  private static final Pattern LAYER = Pattern.compile("^(?:.*\\D)?(\\d+)\\.(.+)$");

  private HeatMaps() {}

  /**
   * How far each method stays behind the best of each task; one scale for all tasks, so that equal
   * shades are equal distances. Empty for a single task, which a ranking shows better.
   */
  public static Optional<Chart> behind(TaskMatrix matrix) {
    List<Block> tasks = matrix.blocks().stream().filter(HeatMaps::isFraction).toList();
    if (tasks.size() < 2) {
      return Optional.empty();
    }
    List<List<@Nullable Double>> gaps = new ArrayList<>();
    double widest = 0;
    for (String label : matrix.labels()) {
      List<@Nullable Double> line = new ArrayList<>();
      for (Block task : tasks) {
        Double gap = gap(task, label);
        line.add(gap);
        widest = gap == null ? widest : Math.max(widest, gap);
      }
      gaps.add(line);
    }
    double scale = widest > 0 ? widest : 1;
    return Optional.of(
        chart(
            "Behind the best",
            "Points (score × 100) that each mean lies behind the task's best; darker is closer, by"
                + " one scale for all tasks.",
            matrix.labels(),
            tasks.stream().map(Block::taskName).toList(),
            gaps,
            gap -> new HeatMap.Cell(1 - gap / scale, Figures.fixed(100 * gap, 1)),
            "method",
            "Points behind the task's best mean."));
  }

  /**
   * What a method gave to each site, layers down and places across; empty unless the sites' names
   * are of layers.
   */
  public static Optional<Chart> ranks(Map<String, Double> bySite) {
    TreeMap<Integer, Map<String, Double>> layers = new TreeMap<>();
    bySite.forEach(
        (site, rank) -> {
          Matcher name = LAYER.matcher(site);
          if (name.matches()) {
            layers
                .computeIfAbsent(Integer.valueOf(name.group(1)), layer -> new TreeMap<>())
                .put(name.group(2), rank);
          }
        });
    TreeSet<String> places = new TreeSet<>();
    layers.values().forEach(layer -> places.addAll(layer.keySet()));
    double most =
        layers.values().stream()
            .flatMap(layer -> layer.values().stream())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(0);
    if (layers.isEmpty() || !(most > 0)) {
      return Optional.empty();
    }
    List<List<@Nullable Double>> values = new ArrayList<>();
    layers
        .values()
        .forEach(
            layer -> {
              List<@Nullable Double> line = new ArrayList<>();
              places.forEach(place -> line.add(layer.get(place)));
              values.add(line);
            });
    return Optional.of(
        chart(
            "Ranks by layer",
            "The rank that each site was given; darker is higher.",
            layers.keySet().stream().map(layer -> "layer " + layer).toList(),
            places,
            values,
            rank -> new HeatMap.Cell(rank / most, Figures.plain(rank)),
            "layer",
            "Rank of the site."));
  }

  /** Shade and figure of a value. */
  private interface Look {
    HeatMap.Cell of(double value);
  }

  private static Chart chart(
      String title,
      String caption,
      List<String> rows,
      Collection<String> columns,
      List<List<@Nullable Double>> values,
      Look look,
      String corner,
      String explanation) {
    List<List<HeatMap.@Nullable Cell>> cells = new ArrayList<>();
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      List<HeatMap.@Nullable Cell> shades = new ArrayList<>();
      List<Grid.Cell> line = new ArrayList<>();
      line.add(Grid.Cell.text(rows.get(row)));
      for (Double value : values.get(row)) {
        HeatMap.Cell cell = value == null ? null : look.of(value);
        shades.add(cell);
        line.add(cell == null ? Grid.Cell.ABSENT : new Grid.Cell(cell.text(), value));
      }
      cells.add(shades);
      lines.add(line);
    }
    List<Grid.Column> heads = new ArrayList<>();
    heads.add(new Grid.Column(corner, "One a line."));
    columns.forEach(column -> heads.add(new Grid.Column(column, explanation)));
    return new Chart(
        title,
        caption,
        title + ", one cell each; the figures stand in the table behind.",
        new HeatMap(rows, List.copyOf(columns), cells).picture(),
        List.of(),
        new Grid(heads, lines));
  }

  private static boolean isFraction(Block task) {
    Optional<Figure> best = task.best().flatMap(row -> row.figure(task.primaryMetric()));
    return best.isPresent()
        && best.get().unit().equals("fraction")
        && best.get().direction() == Metric.Direction.HIGHER;
  }

  private static @Nullable Double gap(Block task, String label) {
    OptionalDouble best = score(task, task.best().stream());
    OptionalDouble own = score(task, task.rows().stream().filter(row -> row.label().equals(label)));
    return best.isEmpty() || own.isEmpty() ? null : best.getAsDouble() - own.getAsDouble();
  }

  private static OptionalDouble score(Block task, Stream<Row> rows) {
    return rows.flatMap(row -> row.figure(task.primaryMetric()).stream())
        .mapToDouble(figure -> figure.summary().mean())
        .findFirst();
  }
}
