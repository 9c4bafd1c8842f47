package org.peftbench.harness.train;

import java.util.ArrayList;
import java.util.List;
import org.peftbench.results.Curve;

/**
 * Loss, learning rate and gradient norm over the steps, averaged so that a curve has {@value
 * #POINTS} points at most.
 */
final class CurveProbe implements Probe {
  private static final int POINTS = 500;

  private final int window;
  private final List<Integer> steps = new ArrayList<>();
  private final List<Double> seconds = new ArrayList<>();
  private final List<Double> losses = new ArrayList<>();
  private final List<Double> rates = new ArrayList<>();
  private final List<Double> norms = new ArrayList<>();
  private double elapsed;
  private double lossSum;
  private double normSum;
  private int pending;

  CurveProbe(int totalSteps) {
    window = Math.max(1, (totalSteps + POINTS - 1) / POINTS);
  }

  @Override
  public void afterStep(StepReport step) {
    elapsed += step.seconds();
    // A loss that is not finite ends the run and has no place in a curve.
    if (!Double.isFinite(step.loss()) || !Double.isFinite(step.gradientNorm())) {
      return;
    }
    lossSum += step.loss();
    normSum += step.gradientNorm();
    pending++;
    if (pending == window) {
      steps.add(step.step());
      seconds.add(elapsed);
      losses.add(lossSum / pending);
      norms.add(normSum / pending);
      rates.add(step.rate());
      lossSum = 0;
      normSum = 0;
      pending = 0;
    }
  }

  @Override
  public List<Curve> curves() {
    return List.of(
        new Curve("loss", steps, seconds, losses),
        new Curve("learning_rate", steps, seconds, rates),
        new Curve("gradient_norm", steps, seconds, norms));
  }
}
