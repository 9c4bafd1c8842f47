package org.peftbench.harness.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Several values for some settings of one method, multiplied out: {@code grid: {config: {rank: [4,
 * 8]}, protocol: {learning_rate: [1e-3, 3e-3]}}}.
 */
final class MethodGrid {
  private static final List<String> KEYS = List.of("config", "protocol");

  private MethodGrid() {}

  /**
   * One point of a grid.
   *
   * @param suffix what the label of a run gets: {@code -rank4-learning_rate0.001}
   * @param config settings of the method that replace its others
   * @param protocol settings of the protocol that do
   */
  record Point(String suffix, Map<String, Located> config, Map<String, Located> protocol) {
    private Point with(String key, String name, Located value) {
      Map<String, Located> configs = new LinkedHashMap<>(config);
      Map<String, Located> protocols = new LinkedHashMap<>(protocol);
      (key.equals("config") ? configs : protocols).put(name, value);
      return new Point(suffix + "-" + name + words(value.json()), configs, protocols);
    }
  }

  /** The points, the first setting varying slowest. */
  static List<Point> points(Located grid) {
    List<Point> points = new ArrayList<>(List.of(new Point("", Map.of(), Map.of())));
    for (Map.Entry<String, Located> part : grid.mapping("grid", KEYS).entrySet()) {
      for (Map.Entry<String, Located> setting : part.getValue().entries(part.getKey()).entrySet()) {
        List<Located> values = setting.getValue().items(setting.getKey());
        long size = (long) points.size() * values.size();
        if (size > Plan.MOST_RUNS) {
          throw setting
              .getValue()
              .error(
                  "the grid has %d configurations by here, the most is %d: split it"
                      .formatted(size, Plan.MOST_RUNS));
        }
        points =
            points.stream()
                .flatMap(
                    point ->
                        values.stream()
                            .map(value -> point.with(part.getKey(), setting.getKey(), value)))
                .toList();
      }
    }
    return points;
  }

  private static String words(JsonNode value) {
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false)
            .map(MethodGrid::words)
            .collect(Collectors.joining("."))
        : value.asText();
  }
}
