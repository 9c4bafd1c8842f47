package org.peftbench.results;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.UserError;

/**
 * How a method is trained. One protocol is shared by all methods of a comparison.
 *
 * @param steps optimizer steps; 0 means that {@code epochs} decides
 * @param epochs passes over the training rows; used when {@code steps} is 0
 * @param batchSize examples of one optimizer step
 * @param accumulation parts a batch is computed in, to save memory; divides {@code batchSize}
 * @param learningRate peak rate of AdamW
 * @param headLearningRate peak rate of the task head; 0 means the same as {@code learningRate}
 * @param schedule course of the rate after warm-up
 * @param warmupRatio share of the steps in which the rate rises linearly from 0
 * @param weightDecay decoupled decay; biases and norms have none
 * @param clipNorm largest global gradient norm; 0 means no clipping
 * @param dropout probability inside the backbone and before the head
 * @param maxLength longest input in tokens, special ones included
 * @param evaluateEvery optimizer steps between two points of the evaluation curve; 0 means at the
 *     end only
 * @param evaluationBatchSize examples of one evaluation batch
 * @param selection which state is scored
 * @param holdout share of the training rows held out for curves and selection; needed by {@link
 *     Selection#HELD_OUT}
 * @param order of the training rows; absent means a new one each epoch, rows of like length
 *     together
 * @param gradientCheckpointing whether layers keep their inputs only and are computed again on the
 *     way back, to save memory; absent means no. Results don't depend on it
 * @param cacheFrozenLayers whether what enters the lowest adapted layer is computed once for each
 *     input and kept, where dropout doesn't change it and rows are read again; absent means no.
 *     Results depend on it in their last digits
 */
public record Protocol(
    int steps,
    double epochs,
    int batchSize,
    int accumulation,
    double learningRate,
    double headLearningRate,
    Schedule schedule,
    double warmupRatio,
    double weightDecay,
    double clipNorm,
    double dropout,
    int maxLength,
    int evaluateEvery,
    int evaluationBatchSize,
    Selection selection,
    double holdout,
    @Nullable Order order,
    @Nullable Boolean gradientCheckpointing,
    @Nullable Boolean cacheFrozenLayers) {

  /** What holds where a suite says nothing. */
  public static final Protocol DEFAULT =
      new Protocol(
          0,
          3.0,
          32,
          1,
          5e-4,
          0,
          Schedule.LINEAR,
          0.06,
          0.01,
          1.0,
          0.1,
          128,
          0,
          64,
          Selection.LAST,
          0);

  /** A protocol that shuffles. */
  public Protocol(
      int steps,
      double epochs,
      int batchSize,
      int accumulation,
      double learningRate,
      double headLearningRate,
      Schedule schedule,
      double warmupRatio,
      double weightDecay,
      double clipNorm,
      double dropout,
      int maxLength,
      int evaluateEvery,
      int evaluationBatchSize,
      Selection selection,
      double holdout) {
    this(
        steps,
        epochs,
        batchSize,
        accumulation,
        learningRate,
        headLearningRate,
        schedule,
        warmupRatio,
        weightDecay,
        clipNorm,
        dropout,
        maxLength,
        evaluateEvery,
        evaluationBatchSize,
        selection,
        holdout,
        null,
        null,
        null);
  }

  /** How training rows become batches where nothing is to be left to chance. */
  public enum Order {
    /**
     * As the file has them, a batch the next so many rows, epoch after epoch; rows held out are the
     * last ones.
     */
    GIVEN
  }

  /** Course of the learning rate after its warm-up. */
  public enum Schedule {
    CONSTANT,
    LINEAR,
    COSINE
  }

  /** Which state of the training is scored on the official evaluation rows. */
  public enum Selection {
    /** The state after the last step: nothing is chosen, nothing can leak. */
    LAST,
    /**
     * The best state on a slice held out of train; the evaluation rows are touched once, at the
     * end.
     */
    HELD_OUT,
    /** The best of all evaluations on the evaluation rows themselves: optimistic, and marked so. */
    BEST_ON_TEST;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public Protocol {
    atLeast("steps", steps, 0);
    if (steps == 0 && !(epochs > 0)) {
      throw new UserError("epochs must be > 0 when steps is 0, got %s", epochs);
    }
    atLeast("batch_size", batchSize, 1);
    atLeast("accumulation", accumulation, 1);
    if (batchSize % accumulation != 0) {
      throw new UserError(
          "accumulation must divide batch_size %d, got %d", batchSize, accumulation);
    }
    within("learning_rate", learningRate, 0, 10);
    within("head_learning_rate", headLearningRate, 0, 10);
    if (headLearningRate > 0 && learningRate == 0) {
      throw new UserError(
          "learning_rate must be > 0 where head_learning_rate is set: method head-only trains the"
              + " head alone");
    }
    within("warmup_ratio", warmupRatio, 0, 1);
    within("weight_decay", weightDecay, 0, 1);
    within("clip_norm", clipNorm, 0, Double.MAX_VALUE);
    within("dropout", dropout, 0, 0.99);
    atLeast("max_length", maxLength, 4);
    atLeast("evaluate_every", evaluateEvery, 0);
    atLeast("evaluation_batch_size", evaluationBatchSize, 1);
    within("holdout", holdout, 0, 0.9);
    if (selection == Selection.HELD_OUT && holdout == 0) {
      throw new UserError("selection held-out needs holdout > 0, for example 0.1");
    }
    if (evaluateEvery > 0 && holdout == 0 && selection != Selection.BEST_ON_TEST) {
      throw new UserError(
          "evaluate_every needs holdout > 0, for example 0.1: curves are drawn on rows held out of train");
    }
    if (selection != Selection.LAST && evaluateEvery == 0) {
      throw new UserError("selection %s needs evaluate_every >= 1", selection);
    }
    if (Boolean.FALSE.equals(gradientCheckpointing)) {
      gradientCheckpointing = null; // said or not, it is the same run
    }
    if (Boolean.FALSE.equals(cacheFrozenLayers)) {
      cacheFrozenLayers = null;
    }
  }

  /** The same with gradient checkpointing. */
  public Protocol checkpointed() {
    return new Protocol(
        steps,
        epochs,
        batchSize,
        accumulation,
        learningRate,
        headLearningRate,
        schedule,
        warmupRatio,
        weightDecay,
        clipNorm,
        dropout,
        maxLength,
        evaluateEvery,
        evaluationBatchSize,
        selection,
        holdout,
        order,
        true,
        cacheFrozenLayers);
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new UserError("%s must be >= %d, got %d", name, least, value);
    }
  }

  private static void within(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new UserError("%s must lie in [%s, %s], got %s", name, low, high, value);
    }
  }
}
