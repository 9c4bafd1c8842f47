/**
 * One training from spec to record, inside its worker.
 *
 * <p>{@link org.peftbench.harness.train.TrainingRun} puts examples, backbone and adaptation
 * together, {@code TrainLoop} steps, {@code Probe}s watch, {@code Evaluator} answers the evaluation
 * rows once at the end. Nothing here knows which method runs.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.harness.train;
