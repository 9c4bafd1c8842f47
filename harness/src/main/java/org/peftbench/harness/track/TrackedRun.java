package org.peftbench.harness.track;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.peftbench.results.Curve;
import org.peftbench.results.Metric;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStatus;
import org.peftbench.results.base.Json;

/**
 * A run in the words of trackers.
 *
 * @param suite that asked for it, which they call an experiment
 * @param id the run's
 * @param name for people: task, label and seed
 * @param started wall-clock time
 * @param succeeded whether it ended well
 * @param parameters of the spec, by their paths: {@code method.config.rank}
 * @param tags method, task, backbone, run id and the like
 * @param points of all curves, and behind them every figure at the last step
 */
record TrackedRun(
    String suite,
    String id,
    String name,
    Instant started,
    boolean succeeded,
    Map<String, String> parameters,
    Map<String, String> tags,
    List<Point> points) {
  private static final int LONGEST_KEY = 250;

  /** A value at a step. */
  record Point(String name, int step, Instant time, double value) {}

  static TrackedRun of(String suite, RunRecord record) {
    RunSpec spec = record.spec();
    Map<String, String> parameters = new TreeMap<>();
    flatten("", Json.MAPPER.valueToTree(spec), parameters);
    Map<String, String> tags = new TreeMap<>();
    tags.put("peftbench.run", spec.id());
    tags.put("peftbench.suite", suite);
    tags.put("peftbench.label", record.label());
    tags.put("peftbench.status", record.status().name());
    tags.put("method", spec.method().name());
    tags.put("task", spec.task().name());
    tags.put("backbone", spec.backbone().id());
    tags.put("seed", Long.toString(spec.seed()));
    if (record.environment() != null) {
      tags.put("peftbench.version", record.environment().peftbench());
      tags.put("device", record.environment().device());
    }
    return new TrackedRun(
        suite,
        spec.id(),
        "%s / %s / seed %d".formatted(spec.task().name(), record.label(), spec.seed()),
        record.started(),
        record.status() == RunStatus.SUCCEEDED,
        parameters,
        tags,
        points(record));
  }

  private static List<Point> points(RunRecord record) {
    List<Point> points = new ArrayList<>();
    int last = 0;
    double seconds = 0;
    for (Curve curve : record.curves()) {
      for (int i = 0; i < curve.steps().size(); i++) {
        Instant time = after(record.started(), curve.seconds().get(i));
        points.add(new Point(key(curve.name()), curve.steps().get(i), time, curve.values().get(i)));
        last = Math.max(last, curve.steps().get(i));
        seconds = Math.max(seconds, curve.seconds().get(i));
      }
    }
    for (Metric metric : record.metrics()) {
      Instant time = after(record.started(), seconds);
      points.add(new Point(key("final." + metric.name()), last, time, metric.value()));
    }
    return points;
  }

  /** What may be part of a name in every tracker, where some make files of names. */
  private static String key(String path) {
    String safe = path.replaceAll("[^A-Za-z0-9_. -]", "_");
    return safe.substring(0, Math.min(LONGEST_KEY, safe.length()));
  }

  private static Instant after(Instant start, double seconds) {
    return start.plusMillis(Math.round(seconds * 1000));
  }

  private static void flatten(String path, JsonNode node, Map<String, String> flat) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field ->
                  flatten(
                      path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                      field.getValue(),
                      flat));
    } else {
      flat.put(key(path), node.isValueNode() ? node.asText() : node.toString());
    }
  }

  /** When the last of it was measured. */
  Instant ended() {
    return points.stream().map(Point::time).max(Instant::compareTo).orElse(started);
  }
}
