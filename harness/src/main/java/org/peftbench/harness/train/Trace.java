package org.peftbench.harness.train;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.models.ops.Ops;

/**
 * Writes down the first steps of a training, for whoever wants to hold another implementation
 * against it step by step: {@code trace/step-N.safetensors} has the loss, the norms of the gradient
 * and of its parts before clipping and the learning rate of step N and everything trained as it is
 * behind that step; {@code step-0} is the start.
 */
final class Trace implements Probe {
  private final Path folder;
  private final Learner learner;
  private final int steps;
  private final Map<String, Double> norms = new HashMap<>();

  /**
   * Begins with what the learner is now.
   *
   * @param folder of the run
   * @param steps to write down
   */
  Trace(Path folder, Learner learner, int steps) {
    this.folder = folder.resolve("trace");
    this.learner = learner;
    this.steps = steps;
    write(0, Map.of());
  }

  @Override
  public void beforeUpdate(int step) {
    norms.clear();
    if (step > steps) {
      return;
    }
    try (Ops ops = Ops.evaluation(learner.backbone().manager(), learner.backbone().dtype())) {
      AdapterFiles.arrays(learner)
          .forEach(
              (name, array) -> {
                if (array.hasGradient()) {
                  try (NDArray gradient = array.getGradient()) {
                    NDArray squares = ops.sum(ops.multiply(gradient, gradient));
                    norms.put("gradient_norm." + name, Math.sqrt(ops.value(squares)));
                  }
                }
              });
    }
  }

  @Override
  public void afterStep(StepReport step) {
    if (step.step() <= steps) {
      Map<String, Double> numbers = new HashMap<>(norms);
      numbers.put("loss", step.loss());
      numbers.put("gradient_norm", step.gradientNorm());
      numbers.put("learning_rate", step.rate());
      write(step.step(), numbers);
    }
  }

  private void write(int step, Map<String, Double> numbers) {
    try {
      AdapterFiles.write(folder.resolve("step-%d.safetensors".formatted(step)), learner, numbers);
    } catch (IOException e) {
      throw new UncheckedIOException("writing the trace of step " + step, e);
    }
  }
}
