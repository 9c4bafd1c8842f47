package org.peftbench.harness.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.train.family.EncodedExample;
import org.peftbench.harness.train.family.Feature;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.results.Curve;
import org.peftbench.results.Metric;
import org.peftbench.results.Metric.Aggregation;
import org.peftbench.results.Metric.Direction;
import org.peftbench.results.MetricNames;
import org.peftbench.tasks.TaskDefinition;
import org.peftbench.tasks.TaskMetrics;

/**
 * Scores the monitored rows during training: draws the evaluation curve and keeps the best state
 * when asked to.
 */
final class Monitor<F extends Feature> implements AutoCloseable {
  /** The paper's and our measure of convergence: this share of the final score. */
  private static final double NEARLY_THERE = 0.95;

  private final TaskDefinition task;
  private final Evaluator<F, ?> evaluator;
  private final List<EncodedExample<F>> rows;
  private final boolean keepBest;
  private final Map<String, Points> curves = new LinkedHashMap<>();
  private double best = Double.NEGATIVE_INFINITY;
  private int bestStep;
  private @Nullable Snapshot bestState;

  private record Points(List<Integer> steps, List<Double> seconds, List<Double> values) {}

  Monitor(
      TaskDefinition task,
      Evaluator<F, ?> evaluator,
      List<EncodedExample<F>> rows,
      boolean keepBest) {
    this.task = task;
    this.evaluator = evaluator;
    this.rows = List.copyOf(rows);
    this.keepBest = keepBest;
  }

  /** Scores the rows now; the primary metric's value, if it is defined. */
  Optional<Double> evaluate(Learner learner, int step, double trainingSeconds) {
    List<Metric> metrics = TaskMetrics.score(task, evaluator.predict(learner, rows));
    for (Metric metric : metrics) {
      Points points =
          curves.computeIfAbsent(
              metric.name(),
              name -> new Points(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
      points.steps().add(step);
      points.seconds().add(trainingSeconds);
      points.values().add(metric.value());
    }
    Optional<Double> score =
        metrics.stream()
            .filter(metric -> metric.name().equals(task.primaryMetric()))
            .map(Metric::value)
            .findFirst();
    score.filter(value -> keepBest && value > best).ifPresent(value -> keep(learner, step, value));
    return score;
  }

  private void keep(Learner learner, int step, double score) {
    close();
    best = score;
    bestStep = step;
    bestState = new Snapshot(learner);
  }

  /** Brings the best state back, if one was kept; the step it is from. */
  Optional<Integer> restoreBest(Learner learner) {
    if (bestState == null) {
      return Optional.empty();
    }
    bestState.restore(learner);
    return Optional.of(bestStep);
  }

  /** One curve a metric. */
  List<Curve> curves() {
    return curves.entrySet().stream()
        .map(
            entry ->
                new Curve(
                    "evaluation." + entry.getKey(),
                    entry.getValue().steps(),
                    entry.getValue().seconds(),
                    entry.getValue().values()))
        .toList();
  }

  /**
   * First step whose score is at least 95 % of the last one's; none when the last score is not
   * above 0.
   */
  List<Metric> convergence() {
    Points points = curves.get(task.primaryMetric());
    if (points == null || points.values().get(points.values().size() - 1) <= 0) {
      return List.of();
    }
    double wanted = NEARLY_THERE * points.values().get(points.values().size() - 1);
    int first = 0;
    while (points.values().get(first) < wanted) {
      first++;
    }
    return List.of(
        new Metric(
            MetricNames.STEPS_TO_95,
            points.steps().get(first),
            "steps",
            Direction.LOWER,
            Aggregation.ONCE));
  }

  @Override
  public void close() {
    if (bestState != null) {
      bestState.close();
    }
  }
}
