package org.peftbench.harness.worker;

import org.jspecify.annotations.Nullable;

/**
 * Where a run stands. For people only: no figure of a record is drawn from it.
 *
 * @param phase what it is doing
 * @param step optimizer steps done
 * @param totalSteps optimizer steps it will do; 0 while unknown
 * @param loss of the last step; absent when there is none or it is not finite
 * @param metric name of the score below; absent before the first evaluation
 * @param score of the last evaluation
 */
public record ProgressEvent(
    Phase phase,
    int step,
    int totalSteps,
    @Nullable Double loss,
    @Nullable String metric,
    @Nullable Double score) {

  /** What a run is doing. */
  public enum Phase {
    PREPARING,
    TRAINING,
    EVALUATING
  }

  public ProgressEvent {
    loss = finite(loss);
    score = finite(score);
  }

  /** Share of the run's steps that is done, in [0, 1]. */
  public double fraction() {
    return totalSteps == 0 ? 0 : Math.min(1, (double) step / totalSteps);
  }

  private static @Nullable Double finite(@Nullable Double value) {
    return value == null || !Double.isFinite(value) ? null : value;
  }
}
