package org.peftbench.harness.train;

import org.peftbench.results.Protocol;

/**
 * The learning rate of each step, as the schedulers of Hugging Face transformers compute it: a
 * linear rise from 0, then constant, linear to 0, or half a cosine to 0.
 */
public record LearningRate(
    Protocol.Schedule schedule, double peak, int warmupSteps, int totalSteps) {
  static LearningRate of(Protocol protocol, int totalSteps) {
    int warmup = (int) Math.ceil(protocol.warmupRatio() * totalSteps);
    return new LearningRate(protocol.schedule(), protocol.learningRate(), warmup, totalSteps);
  }

  /** The rate of a step, counted from 1. */
  public double at(int step) {
    int done = step - 1;
    if (done < warmupSteps) {
      return peak * done / warmupSteps;
    }
    double progress = (double) (done - warmupSteps) / Math.max(1, totalSteps - warmupSteps);
    return switch (schedule) {
      case CONSTANT -> peak;
      case LINEAR -> peak * (1 - progress);
      case COSINE -> peak * (1 + Math.cos(Math.PI * progress)) / 2;
    };
  }
}
