package org.peftbench.harness.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes down the first steps of a training, for whoever wants to hold another implementation
 * against it step by step: {@code trace/step-N.safetensors} has the loss, the gradient's norm and
 * the learning rate of step N and everything trained as it is behind that step; {@code step-0} is
 * the start.
 */
final class Trace implements Probe {
  private final Path folder;
  private final Learner learner;
  private final int steps;

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
  public void afterStep(StepReport step) {
    if (step.step() <= steps) {
      write(
          step.step(),
          Map.of(
              "loss", step.loss(),
              "gradient_norm", step.gradientNorm(),
              "learning_rate", step.rate()));
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
