package org.peftbench.tasks;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import org.peftbench.results.Metric;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.TaskDefinition.Kind;
import org.peftbench.tasks.metrics.ConfusionMatrix;
import org.peftbench.tasks.metrics.Correlation;

/** Scores predictions by a task's metrics. */
public final class TaskMetrics {
  private static final Map<String, BiFunction<TaskDefinition, ConfusionMatrix, Double>>
      CLASSIFICATION =
          Map.of(
              "accuracy", (task, matrix) -> matrix.accuracy(),
              "f1", (task, matrix) -> matrix.f1(positive(task)),
              "macro_f1", (task, matrix) -> matrix.macroF1(),
              "matthews_correlation", (task, matrix) -> matrix.matthewsCorrelation());
  private static final Map<String, BiFunction<double[], double[], Double>> REGRESSION =
      Map.of("pearson", Correlation::pearson, "spearman", Correlation::spearman);

  private TaskMetrics() {}

  /**
   * The task's figures, in the order of its definition; one that is undefined for these predictions
   * is left out.
   *
   * @throws IllegalArgumentException if a prediction isn't in the form of the task's answers
   */
  public static List<Metric> score(TaskDefinition task, List<Prediction> predictions) {
    ToDoubleFunction<String> figures = figures(task, predictions);
    return task.metrics().stream()
        .map(name -> Metric.score(name, figures.applyAsDouble(name)))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Names of the metrics that a kind of task can have. */
  static Set<String> names(Kind kind) {
    return switch (kind) {
      case CLASSIFICATION -> CLASSIFICATION.keySet();
      case REGRESSION -> REGRESSION.keySet();
      case TAGGING, SPAN, CHOICE, GENERATION -> Set.of();
    };
  }

  private static ToDoubleFunction<String> figures(
      TaskDefinition task, List<Prediction> predictions) {
    return switch (task.kind()) {
      case CLASSIFICATION -> {
        ConfusionMatrix matrix =
            new ConfusionMatrix(
                task.labels().size(),
                predictions.stream().map(row -> label(task, row.gold())).toList(),
                predictions.stream().map(row -> label(task, row.predicted())).toList());
        yield name -> CLASSIFICATION.get(name).apply(task, matrix);
      }
      case REGRESSION -> {
        double[] gold =
            predictions.stream().map(Prediction::gold).mapToDouble(Double::parseDouble).toArray();
        double[] predicted =
            predictions.stream()
                .map(Prediction::predicted)
                .mapToDouble(Double::parseDouble)
                .toArray();
        yield name -> REGRESSION.get(name).apply(gold, predicted);
      }
      case TAGGING, SPAN, CHOICE, GENERATION ->
          throw new IllegalArgumentException("no metrics for " + task.kind());
    };
  }

  private static int positive(TaskDefinition task) {
    return task.labels().indexOf(task.positiveLabel());
  }

  private static int label(TaskDefinition task, String name) {
    int index = task.labels().indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "'" + name + "' is no label of task " + task.name() + ": " + task.labels());
    }
    return index;
  }
}
