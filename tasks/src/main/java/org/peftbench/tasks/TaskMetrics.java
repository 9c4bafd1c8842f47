package org.peftbench.tasks;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.Metric;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.TaskDefinition.Kind;
import org.peftbench.tasks.metrics.Estimate;

/** Scores predictions by a task's metrics. */
public final class TaskMetrics {
  private TaskMetrics() {}

  /**
   * The task's figures, in the order of its definition, with their standard errors over the rows;
   * one that is undefined for these predictions is left out.
   *
   * @throws IllegalArgumentException if a prediction isn't in the form of the task's answers
   */
  public static List<Metric> score(TaskDefinition task, List<Prediction> predictions) {
    return task.metrics().stream()
        .flatMap(name -> Stream.ofNullable(score(name, task, predictions)))
        .toList();
  }

  /**
   * What one answer is worth by the task's primary metric; empty where that is no mean over single
   * answers.
   */
  public static OptionalDouble worth(TaskDefinition task, Prediction prediction) {
    return scorer(task, task.primaryMetric()).worth(prediction);
  }

  /** Names of the metrics that a kind of task can have. */
  static Set<String> names(Kind kind) {
    return Scorers.of(kind).keySet();
  }

  private static @Nullable Metric score(
      String name, TaskDefinition task, List<Prediction> predictions) {
    Estimate figure = scorer(task, name).score(task, predictions);
    return Metric.score(name, figure.value(), figure.standardError());
  }

  private static Scorer scorer(TaskDefinition task, String name) {
    return Objects.requireNonNull(Scorers.of(task.kind()).get(name));
  }
}
