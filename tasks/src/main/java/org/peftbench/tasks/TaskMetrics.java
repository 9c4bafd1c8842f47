package org.peftbench.tasks;

import java.util.List;
import org.peftbench.results.Metric;
import org.peftbench.results.Prediction;

/** Scores predictions by a task's metrics. */
public final class TaskMetrics {
  private TaskMetrics() {}

  /**
   * The task's figures, in the order of its definition; one that is undefined for these predictions
   * is left out.
   */
  public static List<Metric> score(TaskDefinition task, List<Prediction> predictions) {
    return List.of();
  }
}
