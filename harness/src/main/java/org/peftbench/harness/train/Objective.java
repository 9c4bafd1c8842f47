package org.peftbench.harness.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
public interface Objective {
  /** Width of the head. */
  int outputs();

  /** Mean loss of logits [rows, outputs] over the rows. */
  NDArray loss(Ops ops, NDArray logits, List<Example> rows);

  /** The answer to one example. */
  Prediction answer(Example example, double[] logits);

  /** What {@code peftbench predict} says of one row nobody knows the answer to, by name. */
  Map<String, Object> reply(double[] logits);

  /** The objective of a task. */
  static Objective of(TaskDefinition task) {
    return of(task.kind(), task.labels());
  }

  /**
   * The objective of a task's kind.
   *
   * @param labels of a classification; empty otherwise
   */
  static Objective of(TaskDefinition.Kind kind, List<String> labels) {
    return switch (kind) {
      case CLASSIFICATION -> new Classification(labels);
      case REGRESSION -> new Regression();
      case TAGGING, SPAN, CHOICE, GENERATION ->
          throw new UserError("a task of kind %s has no objective", kind);
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
      return new Prediction(
          example.id(),
          labels.get(label(example)),
          labels.get(best(logits)),
          Arrays.stream(logits).boxed().toList());
    }

    /** The label, and the softmax of the logits in the order of the labels. */
    @Override
    public Map<String, Object> reply(double[] logits) {
      double largest = logits[best(logits)];
      double[] powers = Arrays.stream(logits).map(x -> Math.exp(x - largest)).toArray();
      double sum = Arrays.stream(powers).sum();
      return Map.of(
          "label",
          labels.get(best(logits)),
          "scores",
          Arrays.stream(powers).map(power -> power / sum).boxed().toList());
    }

    private static int best(double[] logits) {
      int best = 0;
      for (int i = 1; i < logits.length; i++) {
        best = logits[i] > logits[best] ? i : best;
      }
      return best;
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

    @Override
    public Map<String, Object> reply(double[] logits) {
      return Map.of("score", logits[0]);
    }

    private static double score(Example example) {
      return ((Target.Score) example.target()).value();
    }
  }
}
