package org.peftbench.methods;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ops;

/** A method at work on one backbone: what it hangs there, what it trains, what it remembers. */
public interface Adaptation extends AutoCloseable {
  /**
   * What hangs on the backbone's sites. {@link Taps#NONE} in its place gives the unchanged model.
   */
  Taps taps();

  /** What is trained, in a fixed order. */
  List<Trainable> trainables();

  /**
   * State that is not trained but belongs to a saved adapter: masks, frozen random matrices,
   * phases.
   */
  default Map<String, NDArray> buffers() {
    return Map.of();
  }

  /** A scalar added to the loss, or null. */
  default @Nullable NDArray penalty(Ops ops) {
    return null;
  }

  /**
   * Called once, before the first step that this process makes.
   *
   * @param done steps that an earlier process made of the same training, which has brought {@link
   *     #trainables} and {@link #buffers} to what they are; {@link #memory} is brought back next. 0
   *     if this training is a new one
   * @param totalSteps of the whole training
   * @param optimizer that will move what is trained
   * @throws org.peftbench.results.base.UserError if the training is too short for the method's
   *     schedule
   */
  default void begin(int done, int totalSteps, AdamW optimizer) {}

  /**
   * Called when a step's gradients are complete, before they are clipped and used.
   *
   * @param step counted from 1
   */
  default void beforeStep(int step) {}

  /**
   * Called after the optimizer's step, before gradients are zeroed.
   *
   * @param step counted from 1
   * @param totalSteps of the whole training
   */
  default void afterStep(int step, int totalSteps) {}

  /**
   * The checkpoint parameters with the adaptation folded in, by name, in the scope of {@code ops};
   * only those that differ. A model with these in place of its own and nothing hung on it computes
   * what the adapted model computes.
   *
   * @return null where the algebra does not allow it
   * @throws org.peftbench.results.base.UserError if one would hold NaN or infinity
   */
  default @Nullable Map<String, NDArray> merged(Ops ops) {
    return null;
  }

  /**
   * Why {@link #merged} gives null where it does, to be read behind the method's name; it may say
   * which setting would fold.
   */
  default String mergeObstacle() {
    return "does not fold into the weights of a network";
  }

  /**
   * What a training that has begun remembers from one step to the next beside what is trained and
   * {@link #buffers}, by name: smoothed scores, say. These arrays are changed in place. A
   * checkpoint keeps them, and another process that begins at the next step finds them as they
   * were; what follows from the number of steps alone is for {@link #begin} to work out.
   */
  default Map<String, NDArray> memory() {
    return Map.of();
  }

  /**
   * What training has decided beyond the numbers it trained, for the run's record: ranks, chosen
   * directions, pruned heads; by name.
   *
   * @throws IllegalStateException if a training has begun and the method's own part never happened
   */
  default Map<String, String> decisions() {
    return Map.of();
  }

  /** Frees what is trained and remembered. */
  @Override
  void close();
}
