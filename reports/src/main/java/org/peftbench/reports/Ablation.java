package org.peftbench.reports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.Json;

/**
 * Rows of one method that differ in nothing but one setting, and the score over it.
 *
 * @param method that is varied
 * @param setting of its configuration or of the protocol
 * @param series one for each choice of the other settings that vary
 */
public record Ablation(String method, String setting, List<Series> series) {
  /** Two values are a comparison, not a course. */
  private static final int LEAST = 3;

  public Ablation {
    series = List.copyOf(series);
  }

  /**
   * Rows that differ in the setting alone.
   *
   * @param rest what tells them from the other series; empty for a single one
   * @param points by value
   */
  public record Series(String rest, List<Point> points) {
    public Series {
      points = List.copyOf(points);
    }
  }

  /**
   * A value of the setting.
   *
   * @param number the value, if it is one
   */
  public record Point(String value, @Nullable Double number, Row row) {}

  /** Whether all values are numbers. */
  public boolean isNumeric() {
    return series.stream()
        .flatMap(one -> one.points().stream())
        .allMatch(point -> point.number() != null);
  }

  /** All that a block has, by method and setting. */
  public static List<Ablation> of(Block block) {
    Map<String, List<Row>> methods =
        block.rows().stream()
            .filter(row -> row.figure(block.primaryMetric()).isPresent())
            .collect(Collectors.groupingBy(Row::method, TreeMap::new, Collectors.toList()));
    List<Ablation> ablations = new ArrayList<>();
    methods.forEach(
        (method, rows) -> {
          Map<Row, Map<String, JsonNode>> settings = new LinkedHashMap<>();
          rows.forEach(row -> settings.put(row, settings(row)));
          Set<String> varied = varied(settings.values().stream().toList());
          varied.forEach(setting -> add(method, setting, settings, varied, ablations));
        });
    return ablations;
  }

  /** Of a tuned row the configuration alone: its rates were chosen for it. */
  private static Map<String, JsonNode> settings(Row row) {
    RunSpec spec = row.example().spec();
    Map<String, JsonNode> settings = new TreeMap<>();
    if (row.tuning().isEmpty()) {
      JsonNode protocol = Json.MAPPER.valueToTree(spec.protocol());
      protocol.properties().forEach(field -> settings.put(field.getKey(), field.getValue()));
    }
    spec.method()
        .config()
        .properties()
        .forEach(field -> settings.put(field.getKey(), field.getValue()));
    return settings;
  }

  private static Set<String> varied(List<Map<String, JsonNode>> all) {
    Set<String> names = new TreeSet<>();
    all.forEach(settings -> names.addAll(settings.keySet()));
    names.removeIf(
        name -> all.stream().map(settings -> text(settings.get(name))).distinct().count() < 2);
    return names;
  }

  private static void add(
      String method,
      String setting,
      Map<Row, Map<String, JsonNode>> settings,
      Set<String> varied,
      List<Ablation> ablations) {
    Map<Map<String, String>, List<Point>> groups = new LinkedHashMap<>();
    settings.forEach(
        (row, own) -> {
          Map<String, String> rest = new TreeMap<>();
          varied.stream()
              .filter(name -> !name.equals(setting))
              .forEach(name -> rest.put(name, text(own.get(name))));
          groups.computeIfAbsent(rest, any -> new ArrayList<>()).add(point(row, own.get(setting)));
        });
    groups
        .values()
        .removeIf(points -> points.stream().map(Point::value).distinct().count() < LEAST);
    if (groups.isEmpty()) {
      return;
    }
    List<Series> series = new ArrayList<>();
    groups.forEach(
        (rest, points) -> series.add(new Series(name(rest, groups.keySet()), sorted(points))));
    ablations.add(new Ablation(method, setting, series));
  }

  private static Point point(Row row, @Nullable JsonNode value) {
    return new Point(
        text(value), value != null && value.isNumber() ? value.doubleValue() : null, row);
  }

  private static List<Point> sorted(List<Point> points) {
    Comparator<Point> order =
        points.stream().allMatch(point -> point.number() != null)
            ? Comparator.comparing(Point::number)
            : Comparator.comparing(Point::value);
    return points.stream().sorted(order).toList();
  }

  /** The other settings that are not the same in all series. */
  private static String name(Map<String, String> rest, Set<Map<String, String>> all) {
    return rest.entrySet().stream()
        .filter(entry -> all.stream().map(m -> m.get(entry.getKey())).distinct().count() > 1)
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String text(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return "none";
    }
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(Ablation::text)
          .collect(Collectors.joining(", "));
    }
    return value.isValueNode() ? value.asText() : Json.canonical(value);
  }
}
