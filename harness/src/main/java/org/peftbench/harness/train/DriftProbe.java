package org.peftbench.harness.train;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.train.family.Family;
import org.peftbench.harness.train.family.Feature;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.harness.train.kernel.GradientDrift;
import org.peftbench.models.HeadKind;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;
import org.peftbench.results.Curve;
import org.peftbench.results.MetricNames;
import org.peftbench.results.base.UserError;

/**
 * How far training moves the gradients of the model's answers: at the first step and in ten equal
 * parts of the training. It changes no result.
 */
final class DriftProbe implements Probe, AutoCloseable {
  private static final int PARTS = 10;

  private final GradientDrift drift;
  private final Learner start;
  private final TreeSet<Integer> due = new TreeSet<>();
  private final List<Integer> steps = new ArrayList<>();
  private final List<Double> seconds = new ArrayList<>();
  private final List<GradientDrift.Drift> drifts = new ArrayList<>();
  private double elapsed;

  private DriftProbe(GradientDrift drift, Learner start, int totalSteps) {
    this.drift = drift;
    this.start = start;
    due.add(1);
    for (int part = 1; part <= PARTS; part++) {
      due.add(Math.max(1, (int) Math.round((double) part * totalSteps / PARTS)));
    }
  }

  /**
   * Begins with what the learner is now; null where nobody asked, or nothing is trained whose
   * gradients could move.
   *
   * @param another makes a learner of the same method, which the probe gives the values that are
   *     now and closes
   * @param features training rows
   * @param examples how many of them are followed; 0 for none
   * @throws UserError if the head does not answer once for each text
   */
  static @Nullable DriftProbe of(
      Learner learner,
      Supplier<Learner> another,
      Family<?, ?> family,
      List<? extends Feature> features,
      int examples,
      int totalSteps) {
    if (examples == 0 || totalSteps == 0 || learner.adaptation().trainables().isEmpty()) {
      return null;
    }
    if (family.head() != HeadKind.SEQUENCE) {
      throw new UserError(
          "--drift follows one answer a text, and this task is answered by %s: leave it out, or"
              + " take a task of classification or regression",
          family.head());
    }
    Learner start = another.get();
    try (Ops ops = Ops.evaluation(learner.backbone().manager(), learner.backbone().dtype())) {
      var values = AdapterFiles.arrays(learner);
      AdapterFiles.arrays(start).forEach((name, array) -> ops.assign(array, values.get(name)));
    }
    List<Encoding> inputs =
        features.stream().limit(examples).map(feature -> feature.inputs().get(0)).toList();
    return new DriftProbe(
        new GradientDrift(learner, start, family.outputs(), inputs), start, totalSteps);
  }

  @Override
  public void close() {
    start.close();
  }

  @Override
  public void afterStep(StepReport step) {
    elapsed += step.seconds();
    boolean finite = Double.isFinite(step.loss()) && Double.isFinite(step.gradientNorm());
    if (finite && due.contains(step.step())) {
      steps.add(step.step());
      seconds.add(elapsed);
      drifts.add(drift.measure());
    }
  }

  @Override
  public List<Curve> curves() {
    return List.of(
        curve(MetricNames.JACOBIAN_DRIFT, GradientDrift.Drift::jacobian),
        curve(MetricNames.KERNEL_DRIFT, GradientDrift.Drift::kernel),
        curve(MetricNames.KERNEL_ALIGNMENT, GradientDrift.Drift::alignment));
  }

  private Curve curve(String name, ToDoubleFunction<GradientDrift.Drift> figure) {
    return new Curve(name, steps, seconds, drifts.stream().mapToDouble(figure).boxed().toList());
  }
}
