package org.peftbench.harness.train;

import ai.djl.ndarray.NDArray;
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
import org.peftbench.tasks.TaskDefinition;
import org.peftbench.tasks.TaskMetrics;

/**
 * Scores the monitored rows during training: draws the evaluation curve and keeps the best state
 * when asked to.
 */
final class Monitor<F extends Feature> implements AutoCloseable {
  /** How the names begin of the best state's arrays. */
  static final String BEST = "best.";

  private final TaskDefinition task;
  private final Evaluator<F, ?> evaluator;
  private final List<EncodedExample<F>> rows;
  private final boolean keepBest;
  private final List<Evaluation> evaluations = new ArrayList<>();
  private double best = Double.NEGATIVE_INFINITY;
  private int bestStep;
  private @Nullable Snapshot bestState;

  /**
   * What the rows scored at one step.
   *
   * @param seconds of training until then
   */
  record Evaluation(int step, double seconds, List<Metric> scores) {
    Evaluation {
      scores = List.copyOf(scores);
    }

    private Optional<Double> score(String metric) {
      return scores.stream()
          .filter(score -> score.name().equals(metric))
          .map(Metric::value)
          .findFirst();
    }
  }

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
    Evaluation evaluation =
        new Evaluation(
            step, trainingSeconds, TaskMetrics.score(task, evaluator.predict(learner, rows)));
    evaluations.add(evaluation);
    Optional<Double> score = evaluation.score(task.primaryMetric());
    score.filter(value -> keepBest && value > best).ifPresent(value -> keep(learner, step, value));
    return score;
  }

  /** All evaluations so far. */
  List<Evaluation> evaluations() {
    return List.copyOf(evaluations);
  }

  /** The arrays of the best state, by name; none if no state is kept. */
  Map<String, NDArray> arrays() {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    if (bestState != null) {
      TrainLoop.number(BEST, bestState.arrays(), arrays);
    }
    return arrays;
  }

  /**
   * Takes over from an earlier process.
   *
   * @param learner whose best state the caller then brings into {@link #arrays}; null if none was
   *     kept
   */
  void resume(List<Evaluation> earlier, @Nullable Learner learner) {
    evaluations.addAll(earlier);
    if (learner != null) {
      for (Evaluation evaluation : earlier) {
        evaluation
            .score(task.primaryMetric())
            .filter(value -> value > best)
            .ifPresent(value -> keep(learner, evaluation.step(), value));
      }
    }
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
    return evaluations.stream()
        .flatMap(evaluation -> evaluation.scores().stream())
        .map(Metric::name)
        .distinct()
        .map(name -> curve("evaluation." + name, name))
        .toList();
  }

  private Curve curve(String name, String metric) {
    List<Evaluation> scored =
        evaluations.stream().filter(evaluation -> evaluation.score(metric).isPresent()).toList();
    return new Curve(
        name,
        scored.stream().map(Evaluation::step).toList(),
        scored.stream().map(Evaluation::seconds).toList(),
        scored.stream().flatMap(evaluation -> evaluation.score(metric).stream()).toList());
  }

  /** How fast the score rose. */
  List<Metric> convergence(int batchSize) {
    return Convergence.of(curve("", task.primaryMetric()), batchSize);
  }

  @Override
  public void close() {
    if (bestState != null) {
      bestState.close();
    }
  }
}
