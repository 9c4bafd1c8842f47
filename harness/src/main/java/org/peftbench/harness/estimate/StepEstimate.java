package org.peftbench.harness.estimate;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import org.peftbench.methods.PeftMethod;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.Compute;
import org.peftbench.models.ops.Ledger;
import org.peftbench.results.base.UserError;

/**
 * What a training step holds, in bytes, and computes.
 *
 * @param weights of the frozen network that the step reads
 * @param replaced weights of the checkpoint that it does not: the method trains or rounded a copy.
 *     They are pages of the file, which the system may drop, and not in the peak
 * @param trained arrays that the optimizer moves, the head's among them
 * @param remembered what the method keeps beside them, untrained: masks, quantised weights, scores
 * @param gradients kept from step to step: of what is trained, and of what the method looks at
 * @param optimizer moments of what is trained
 * @param activations what stands between the forward and the backward pass
 * @param peak the most that is held at once, all of the above and the backward pass's own
 * @param operations in floating point, forwards and backwards, and of what the method does between
 *     its steps
 */
public record StepEstimate(
    long weights,
    long replaced,
    long trained,
    long remembered,
    long gradients,
    long optimizer,
    long activations,
    long peak,
    double operations) {

  /**
   * Runs a step dry.
   *
   * @param config the network's config.json
   * @param settings of the method, complete
   * @throws UserError if the method does not fit, or the step is longer than the network's
   *     positions
   */
  public static StepEstimate of(
      ObjectNode config, PeftMethod<?> method, ObjectNode settings, StepShape shape) {
    if (shape.checkpointed()) {
      method.checkRecomputation(settings);
    }
    Ledger ledger = new Ledger(Compute.device(shape.device()));
    try (Backbone backbone = Architecture.planned(config, shape.type(), ledger, shape.head())) {
      if (shape.length() > backbone.maxPositions()) {
        throw new UserError(
            "--length %d is more than the model's %d positions: lower it",
            shape.length(), backbone.maxPositions());
      }
      long checkpoint = ledger.live();
      try (TrainedStep step = new TrainedStep(backbone, method, settings, shape)) {
        long trained = bytes(step.trained());
        long optimizer = bytes(step.moments());
        long remembered = ledger.live() - checkpoint - trained - optimizer;
        long before = ledger.live();
        step.dry(() -> {});
        long gradients = ledger.live() - before; // the first step leaves them
        double first = ledger.operations();
        long rest = ledger.live();
        long[] between = new long[1];
        ledger.mark();
        step.dry(() -> between[0] = ledger.live());
        long replaced =
            bytes(
                backbone.parameters().values().stream()
                    .filter(weight -> !ledger.isRead(weight))
                    .toList());
        return new StepEstimate(
            checkpoint - replaced,
            replaced,
            trained,
            remembered,
            gradients,
            optimizer,
            between[0] - rest,
            ledger.peak() - replaced,
            ledger.operations() - first);
      }
    }
  }

  private static long bytes(Collection<NDArray> arrays) {
    return arrays.stream()
        .mapToLong(array -> array.getShape().size() * array.getDataType().getNumOfBytes())
        .sum();
  }
}
