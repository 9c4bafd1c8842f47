package org.peftbench.tasks.baselines;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.peftbench.results.Metric;
import org.peftbench.results.MetricNames;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.TaskData;
import org.peftbench.tasks.TaskMetrics;

/** What answers without a model score on the evaluation rows, the training rows being known. */
public final class Baselines {
  private static final Map<String, Baseline> ALL =
      new TreeMap<>(
          Map.of(
              "bag_of_words", new BagOfWords(),
              "majority", new Majority(),
              "nearest", new Nearest()));

  private Baselines() {}

  /** Names of all there are. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /**
   * The figures for a record: the primary metric of {@code majority} and {@code bag_of_words}, each
   * as {@code baseline.NAME}; one that is undefined is left out, and there is none where there are
   * no training rows.
   */
  public static List<Metric> forRecord(TaskData data) {
    List<Metric> figures = new ArrayList<>();
    for (String name : List.of("majority", "bag_of_words")) {
      for (Metric metric : score(name, data)) {
        if (metric.name().equals(data.task().primaryMetric())) {
          figures.add(
              new Metric(
                  MetricNames.BASELINE + name,
                  metric.value(),
                  metric.unit(),
                  metric.direction(),
                  metric.aggregation(),
                  metric.standardError()));
        }
      }
    }
    return figures;
  }

  /**
   * All of a task's figures for one of the {@link #names}; none where there are no training rows.
   */
  public static List<Metric> score(String name, TaskData data) {
    if (data.train().isEmpty() || data.evaluation().isEmpty()) {
      return List.of();
    }
    List<Prediction> answers = ALL.get(name).answers(data);
    return TaskMetrics.score(data.task(), answers);
  }
}
