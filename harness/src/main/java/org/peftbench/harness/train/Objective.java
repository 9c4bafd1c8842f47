package org.peftbench.harness.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.Prediction;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Target;
import org.peftbench.tasks.TaskDefinition;

/**
 * What a kind of task asks of the head: how many outputs, which loss, and how outputs become an
 * answer.
 */
interface Objective {
  /** Width of the head. */
  int outputs();

  /** Mean loss of logits [rows, outputs] over the rows. */
  NDArray loss(Ops ops, NDArray logits, List<Example> rows);

  /** The answer to one example. */
  Prediction answer(Example example, double[] logits);

  /** The objective of a task's kind. */
  static Objective of(TaskDefinition task) {
    return switch (task.kind()) {
      case CLASSIFICATION -> new Classification(task.labels());
      case REGRESSION -> new Regression();
      case TAGGING, SPAN, CHOICE, GENERATION ->
          throw new UserError("task %s: a %s has no objective", task.name(), task.kind());
    };
  }

  /** One of several labels: cross-entropy, the label of the largest logit. */
  record Classification(List<String> labels) implements Objective {
    @Override
    public int outputs() {
      return labels.size();
    }

    @Override
    public NDArray loss(Ops ops, NDArray logits, List<Example> rows) {
      long[] gold = rows.stream().mapToLong(row -> label(row)).toArray();
      return ops.crossEntropy(logits, ops.longs(gold, new Shape(gold.length)));
    }

    @Override
    public Prediction answer(Example example, double[] logits) {
      int best = 0;
      for (int i = 1; i < logits.length; i++) {
        best = logits[i] > logits[best] ? i : best;
      }
      return new Prediction(
          example.id(),
          labels.get(label(example)),
          labels.get(best),
          Arrays.stream(logits).boxed().toList());
    }

    private static int label(Example example) {
      return ((Target.Label) example.target()).index();
    }
  }

  /** A number: mean squared error, the output itself. */
  record Regression() implements Objective {
    @Override
    public int outputs() {
      return 1;
    }

    @Override
    public NDArray loss(Ops ops, NDArray logits, List<Example> rows) {
      float[] gold = new float[rows.size()];
      for (int i = 0; i < gold.length; i++) {
        gold[i] = (float) score(rows.get(i));
      }
      return ops.meanSquaredError(logits, ops.floats(gold, new Shape(gold.length, 1)));
    }

    @Override
    public Prediction answer(Example example, double[] logits) {
      return new Prediction(
          example.id(),
          Double.toString(score(example)),
          Double.toString(logits[0]),
          List.of(logits[0]));
    }

    private static double score(Example example) {
      return ((Target.Score) example.target()).value();
    }
  }
}
