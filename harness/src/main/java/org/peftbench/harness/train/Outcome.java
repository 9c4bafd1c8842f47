package org.peftbench.harness.train;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import org.peftbench.harness.train.family.Feature;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.harness.worker.Job;
import org.peftbench.results.Metric;
import org.peftbench.results.Metric.Aggregation;
import org.peftbench.results.Metric.Direction;
import org.peftbench.results.MetricNames;
import org.peftbench.results.Prediction;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.TaskDefinition;
import org.peftbench.tasks.TaskMetrics;

/**
 * What a training has come to: answers and their scores, counts, and an adapter that is read back.
 */
final class Outcome<F extends Feature> {
  private final Job job;
  private final TaskDefinition task;
  private final Evaluator<F, ?> evaluator;
  private final Rows<F> rows;
  private final Findings findings;

  /**
   * What is to be found out.
   *
   * @param findings where figures and notes go
   */
  Outcome(
      Job job, TaskDefinition task, Evaluator<F, ?> evaluator, Rows<F> rows, Findings findings) {
    this.job = job;
    this.task = task;
    this.evaluator = evaluator;
    this.rows = rows;
    this.findings = findings;
  }

  /** Scores and saves what has been trained; its answers. */
  List<Prediction> of(Learner learner) throws IOException {
    note("selection", job.spec().protocol().selection().toString());
    learner.adaptation().decisions().forEach((name, value) -> note("method." + name, value));
    findings.metrics().addAll(ParameterCounts.of(learner));
    long start = System.nanoTime();
    List<Prediction> answers = evaluator.predict(learner, rows.evaluation());
    double seconds = (System.nanoTime() - start) * 1e-9;
    requireNumbers(answers);
    List<Prediction> predictions = answers.stream().map(this::worth).toList();
    findings.metrics().addAll(0, TaskMetrics.score(task, predictions));
    measured(MetricNames.EVALUATION_SECONDS, seconds, "seconds");
    save(learner);
    return predictions;
  }

  /** The last update is seen by no loss: what it broke shows in the answers. */
  private static void requireNumbers(List<Prediction> answers) {
    for (Prediction answer : answers) {
      if (answer.scores().stream().anyMatch(score -> score.isNaN())) {
        throw new UserError(
            "the answer to example %s is not a number: the training's last update broke the model,"
                + " lower learning_rate",
            answer.id());
      }
    }
  }

  /** The answer with what it is worth, where the task's primary metric is a mean of that. */
  private Prediction worth(Prediction answer) {
    OptionalDouble worth = TaskMetrics.worth(task, answer);
    return worth.isPresent() ? answer.worth(worth.getAsDouble()) : answer;
  }

  private void save(Learner learner) throws IOException {
    RunSpec spec = job.spec();
    try (SavedAdapter adapter =
        SavedAdapter.save(
            job.folder().resolve("adapter"),
            learner,
            AdapterCard.of(spec, evaluator.family().head()),
            job.leavings().largeAdapters())) {
      measured(MetricNames.ADAPTER_BYTES, (double) adapter.bytes(), "bytes");
      if (!adapter.isKept()) {
        note("adapter", "saved, reloaded and checked, then removed for its size");
      }
      // Another seed, so that whatever was not saved shows.
      try (Learner fresh = learner.anew(spec.method(), evaluator.family(), spec.seed() + 1)) {
        adapter.check(learner, fresh, evaluator, rows.evaluation());
      }
    }
  }

  private void measured(String name, double value, String unit) {
    findings.metrics().add(new Metric(name, value, unit, Direction.LOWER, Aggregation.TOTAL));
  }

  private void note(String topic, String words) {
    findings.notes().put(topic, words);
  }
}
