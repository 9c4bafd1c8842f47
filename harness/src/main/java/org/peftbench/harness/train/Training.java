package org.peftbench.harness.train;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.train.family.Feature;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.harness.worker.Job;
import org.peftbench.harness.worker.ProgressEvent;
import org.peftbench.harness.worker.ProgressEvent.Phase;
import org.peftbench.results.Protocol;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.TaskDefinition;

/** The training of a run: its loop, the probes around it, and evaluation on the way. */
final class Training<F extends Feature> {
  private final Job job;
  private final RunSpec spec;
  private final Protocol protocol;
  private final TaskDefinition task;
  private final Evaluator<F, ?> evaluator;
  private final Rows<F> rows;
  private final Consumer<ProgressEvent> events;
  private final Findings findings;
  private @Nullable Double lastScore;

  /**
   * A training to be done.
   *
   * @param events told how far it is
   * @param findings where figures, curves and notes go
   */
  Training(
      Job job,
      TaskDefinition task,
      Evaluator<F, ?> evaluator,
      Rows<F> rows,
      Consumer<ProgressEvent> events,
      Findings findings) {
    this.job = job;
    this.spec = job.spec();
    this.protocol = spec.protocol();
    this.task = task;
    this.evaluator = evaluator;
    this.rows = rows;
    this.events = events;
    this.findings = findings;
  }

  /**
   * Trains, and brings the best state back where that is to be selected.
   *
   * @param isNew whether the process has made no other run, so that its memory is this run's
   * @param secondsBefore that were spent for the training before its first step
   * @return the step that diverged, or null
   */
  @Nullable Integer of(Learner learner, boolean isNew, double secondsBefore) throws IOException {
    boolean keepBest = protocol.selection() != Protocol.Selection.LAST;
    try (TrainLoop<F> loop =
            new TrainLoop<>(learner, evaluator.family(), protocol, rows.features(), spec.seed());
        Monitor<F> monitor = new Monitor<>(task, evaluator, rows.monitored(), keepBest);
        GpuMemoryProbe gpu = new GpuMemoryProbe();
        DriftProbe drift =
            DriftProbe.of(
                learner,
                () -> learner.anew(spec.method(), evaluator.family(), spec.seed()),
                evaluator.family(),
                rows.features(),
                job.leavings().driftExamples(),
                loop.totalSteps())) {
      if (loop.totalSteps() == 0) {
        note("training", "none: the method trains a head alone, and the checkpoint brings it");
      }
      TimeProbe time = new TimeProbe(secondsBefore);
      List<Probe> probes = new ArrayList<>();
      probes.addAll(List.of(time, new CurveProbe(loop.totalSteps()), gpu, new EnergyProbe()));
      if (isNew) {
        probes.add(new MemoryProbe(learner, loop.optimizerState()));
      }
      if (job.leavings().traceSteps() > 0) {
        probes.add(new Trace(job.folder(), learner, job.leavings().traceSteps()));
      }
      Optional.ofNullable(drift).ifPresent(probes::add);
      Integer diverged = run(learner, loop, monitor, time, probes);
      if (diverged == null) {
        findings.metrics().addAll(monitor.convergence(protocol.batchSize()));
        requireMoved(loop);
        monitor
            .restoreBest(learner)
            .ifPresent(step -> note("selection.step", Integer.toString(step)));
      }
      return diverged;
    }
  }

  private @Nullable Integer run(
      Learner learner, TrainLoop<F> loop, Monitor<F> monitor, TimeProbe time, List<Probe> probes)
      throws IOException {
    Calibration calibration =
        new Calibration(learner.backbone().manager(), learner.backbone().dtype());
    calibration.measure();
    Continuation continuation = continuation(learner, loop, monitor);
    if (continuation != null) {
      resume(continuation, probes);
      probes.add(continuation);
    }
    Integer diverged =
        loop.run(
            step -> probes.forEach(probe -> probe.beforeUpdate(step)),
            step -> {
              probes.forEach(probe -> probe.afterStep(step));
              if (isDue(step.step(), loop.totalSteps())) {
                tell(Phase.EVALUATING, loop, step);
                lastScore =
                    monitor.evaluate(learner, step.step(), time.totalSeconds()).orElse(null);
              }
              if (continuation != null) {
                continuation.keep(step.step());
              }
              tell(Phase.TRAINING, loop, step);
            });
    for (Probe probe : probes) {
      findings.metrics().addAll(probe.metrics());
      findings.curves().addAll(probe.curves());
    }
    calibration.measure();
    calibration.metric().ifPresent(findings.metrics()::add);
    findings.curves().addAll(monitor.curves());
    return diverged;
  }

  /** None where a trace or a drift has to begin with the first step. */
  private @Nullable Continuation continuation(
      Learner learner, TrainLoop<F> loop, Monitor<F> monitor) {
    int seconds = job.leavings().checkpointSeconds();
    return seconds == 0 || job.leavings().traceSteps() > 0 || job.leavings().driftExamples() > 0
        ? null
        : new Continuation(
            Checkpoints.of(job), learner, loop, monitor, Duration.ofSeconds(seconds));
  }

  private void resume(Continuation continuation, List<Probe> probes) throws IOException {
    List<String> skipped = new ArrayList<>();
    int step =
        continuation.resume(
            report -> probes.forEach(probe -> probe.afterStep(report)),
            why -> {
              System.err.println("checkpoint of no use: " + why);
              skipped.add(why);
            });
    if (!skipped.isEmpty()) {
      note("checkpoints.skipped", String.join("; ", skipped));
    }
    if (step > 0) {
      note("continued.step", Integer.toString(step));
      probes.forEach(Probe::resumed);
    }
  }

  private void requireMoved(TrainLoop<F> loop) {
    List<String> still = loop.neverMoved();
    if (!still.isEmpty()) {
      throw new UserError(
          "%d of what %s trains never got a gradient, first %s: the method is not at work",
          still.size(), spec.method().name(), still.get(0));
    }
  }

  private boolean isDue(int step, int totalSteps) {
    int every = protocol.evaluateEvery();
    return every > 0 && (step % every == 0 || step == totalSteps);
  }

  private void note(String topic, String words) {
    findings.notes().put(topic, words);
  }

  private void tell(Phase phase, TrainLoop<F> loop, StepReport step) {
    String metric = lastScore == null ? null : task.primaryMetric();
    events.accept(
        new ProgressEvent(phase, step.step(), loop.totalSteps(), step.loss(), metric, lastScore));
  }
}
