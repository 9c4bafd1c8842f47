package org.peftbench.harness.train;

import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.train.family.Families;
import org.peftbench.harness.train.family.Family;
import org.peftbench.harness.train.family.Feature;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.harness.train.family.Writing;
import org.peftbench.harness.worker.Job;
import org.peftbench.harness.worker.ProgressEvent;
import org.peftbench.harness.worker.ProgressEvent.Phase;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.Compute;
import org.peftbench.models.HeadKind;
import org.peftbench.models.generation.EndTokens;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.models.text.TokenCache;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.results.Answering;
import org.peftbench.results.Curve;
import org.peftbench.results.Environment;
import org.peftbench.results.Metric;
import org.peftbench.results.Metric.Aggregation;
import org.peftbench.results.Metric.Direction;
import org.peftbench.results.MetricNames;
import org.peftbench.results.Prediction;
import org.peftbench.results.Protocol;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.KeptRows;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskData;
import org.peftbench.tasks.TaskDefinition;
import org.peftbench.tasks.TaskLoader;
import org.peftbench.tasks.TaskMetrics;
import org.peftbench.tasks.baselines.KeptBaselines;

/** Executes one job: reads, trains, scores, saves, reloads, and leaves a record. */
public final class TrainingRun {
  private final Job job;
  private final boolean isNew;
  private final RunSpec spec;
  private final Protocol protocol;
  private final Consumer<ProgressEvent> events;
  private final Instant started = Instant.now();
  private final Map<String, String> notes = new TreeMap<>();
  private final List<Metric> metrics = new ArrayList<>();
  private final List<Curve> curves = new ArrayList<>();
  private @Nullable Double lastScore;

  private TrainingRun(Job job, boolean isNew, Consumer<ProgressEvent> events) {
    this.job = job;
    this.isNew = isNew;
    this.spec = job.spec();
    this.protocol = spec.protocol();
    this.events = events;
  }

  /**
   * Trains and saves. A loss that is not finite leaves a DIVERGED record.
   *
   * @param isNew whether the process has made no other run, so that its memory is this run's
   * @param events told how far the run is
   */
  public static void execute(Job job, boolean isNew, Consumer<ProgressEvent> events)
      throws IOException {
    new TrainingRun(job, isNew, events).execute();
  }

  /**
   * Gives back what a run has left in the process; whether another run can be made there. None can
   * where a graphics card was used, whose engine keeps its memory.
   */
  public static boolean renew(Job done) {
    ProcessMemory.giveBack();
    return done.spec().device() == null;
  }

  private void execute() throws IOException {
    tell(Phase.PREPARING, 0, 0, null);
    TaskDefinition task = TaskCatalog.named(spec.task().name());
    TaskData data = load(task);
    notes.put("suite", job.suite());
    notes.putAll(job.notes());
    notes.putAll(data.notes());
    // The planner has fetched everything: a worker never reaches for the network.
    ModelRepository models = new ModelRepository(job.home(), true, message -> {});
    ModelFiles files = models.fetch(spec.backbone().id());
    require("backbone " + files.id(), spec.backbone().digest(), files.digest());
    try (Tokenizer tokenizer = Tokenizer.open(files)) {
      Answering answering = spec.task().answers();
      HeadKind head = Families.head(task, answering, Architecture.of(files).heads().keySet());
      Writing writing = new Writing(tokenizer, EndTokens.of(files), protocol.maxLength());
      run(Families.of(task, answering, head, writing), task, data, files, tokenizer);
    }
  }

  private <F extends Feature, O> void run(
      Family<F, O> family,
      TaskDefinition task,
      TaskData data,
      ModelFiles files,
      Tokenizer tokenizer)
      throws IOException {
    notes.putAll(family.notes());
    TokenCache tokens = new TokenCache(job.home().resolve("tokens"));
    try (Backbone backbone =
            Architecture.openAny(files, Compute.on(spec.device(), dtype()), family.head());
        Learner learner = learner(backbone, family, tokenizer.padId(), spec.seed())) {
      tokenizer.check(backbone);
      start(learner);
      Encoder<F> encoder = new Encoder<>(family, tokenizer, tokens, protocol.maxLength());
      Rows<F> rows = Rows.of(data, protocol, spec.seed(), encoder);
      notes.put("rows.train", Integer.toString(rows.train().size()));
      notes.put("rows.held_out", Integer.toString(data.train().size() - rows.train().size()));
      notes.put("rows.evaluation", Integer.toString(rows.evaluation().size()));
      Evaluator<F, O> evaluator = new Evaluator<>(family, protocol.evaluationBatchSize());
      Integer diverged;
      try (FrozenLayers frozen = FrozenLayers.of(learner, protocol, rows)) {
        Optional.ofNullable(frozen.note()).ifPresent(note -> notes.put("frozen_layers.kept", note));
        diverged = train(task, frozen.learner(), evaluator, rows, frozen.seconds());
      }
      if (diverged == null) {
        // after training, whose peak memory is measured
        metrics.addAll(KeptBaselines.in(job.home()).of(data));
        finish(task, learner, evaluator, rows, tokenizer.padId());
      } else {
        String message = "the loss or its gradient became NaN or infinite at step " + diverged;
        save(task, RunStatus.DIVERGED, message, List.of());
      }
    }
  }

  private TaskData load(TaskDefinition task) {
    TaskData data =
        KeptRows.in(job.home())
            .find(task, spec.task().digest())
            .orElseGet(
                () ->
                    new TaskLoader(job.dataRoot())
                        .load(task, spec.task().trainRows(), spec.task().evaluationRows()));
    require("rows of task " + task.name(), spec.task().digest(), data.digest());
    RunSpec.TuningSplit split = spec.task().tuning();
    return split == null ? data : data.tuningSplit(split.share(), split.seed());
  }

  private static void require(String what, String planned, String found) {
    if (!planned.equals(found)) {
      throw new UserError(
          "%s changed since the run was planned (digest %s, now %s): plan it again",
          what, planned, found);
    }
  }

  private DataType dtype() {
    return DataType.valueOf(spec.dtype().toUpperCase(Locale.ROOT));
  }

  private Learner learner(Backbone backbone, Family<?, ?> family, int padId, long seed) {
    return Learner.of(backbone, spec.method(), family, seed, protocol.dropout(), padId);
  }

  /** Puts the adapter that the run is to start from in the place of the method's own start. */
  private void start(Learner learner) {
    String planned = spec.method().init();
    if (planned != null && job.init() != null) {
      require("adapter " + job.init(), planned, AdapterFiles.digest(job.init()));
      AdapterFiles.load(job.init(), learner);
    }
  }

  /** Trains; the step that diverged, or null. */
  private <F extends Feature> @Nullable Integer train(
      TaskDefinition task,
      Learner learner,
      Evaluator<F, ?> evaluator,
      Rows<F> rows,
      double secondsBefore)
      throws IOException {
    boolean keepBest = protocol.selection() != Protocol.Selection.LAST;
    try (TrainLoop<F> loop =
            new TrainLoop<>(learner, evaluator.family(), protocol, rows.features(), spec.seed());
        Monitor<F> monitor = new Monitor<>(task, evaluator, rows.monitored(), keepBest);
        GpuMemoryProbe gpu = new GpuMemoryProbe();
        DriftProbe drift =
            DriftProbe.of(
                learner,
                () -> learner(learner.backbone(), evaluator.family(), learner.padId(), spec.seed()),
                evaluator.family(),
                rows.features(),
                job.leavings().driftExamples(),
                loop.totalSteps())) {
      if (loop.totalSteps() == 0) {
        notes.put("training", "none: the method trains a head alone, and the checkpoint brings it");
      }
      TimeProbe time = new TimeProbe(secondsBefore);
      Calibration calibration = new Calibration(learner.backbone().manager(), dtype());
      calibration.measure();
      List<Probe> probes = new ArrayList<>();
      probes.addAll(List.of(time, new CurveProbe(loop.totalSteps()), gpu, new EnergyProbe()));
      if (isNew) {
        probes.add(new MemoryProbe(learner, loop.optimizerState()));
      }
      if (job.leavings().traceSteps() > 0) {
        probes.add(new Trace(folder(), learner, job.leavings().traceSteps()));
      }
      Optional.ofNullable(drift).ifPresent(probes::add);
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
                  tell(Phase.EVALUATING, step.step(), loop.totalSteps(), step.loss());
                  lastScore =
                      monitor.evaluate(learner, step.step(), time.totalSeconds()).orElse(null);
                }
                if (continuation != null) {
                  continuation.keep(step.step());
                }
                tell(Phase.TRAINING, step.step(), loop.totalSteps(), step.loss());
              });
      for (Probe probe : probes) {
        metrics.addAll(probe.metrics());
        curves.addAll(probe.curves());
      }
      calibration.measure();
      calibration.metric().ifPresent(metrics::add);
      curves.addAll(monitor.curves());
      if (diverged != null) {
        return diverged;
      }
      metrics.addAll(monitor.convergence(protocol.batchSize()));
      List<String> still = loop.neverMoved();
      if (!still.isEmpty()) {
        throw new UserError(
            "%d of what %s trains never got a gradient, first %s: the method is not at work",
            still.size(), spec.method().name(), still.get(0));
      }
      monitor
          .restoreBest(learner)
          .ifPresent(step -> notes.put("selection.step", Integer.toString(step)));
      return null;
    }
  }

  /** None where a trace or a drift has to begin with the first step. */
  private <F extends Feature> @Nullable Continuation continuation(
      Learner learner, TrainLoop<F> loop, Monitor<F> monitor) {
    int seconds = job.leavings().checkpointSeconds();
    return seconds == 0 || job.leavings().traceSteps() > 0 || job.leavings().driftExamples() > 0
        ? null
        : new Continuation(checkpoints(), learner, loop, monitor, Duration.ofSeconds(seconds));
  }

  private Checkpoints checkpoints() {
    Environment here = Environments.capture();
    return new Checkpoints(
        folder().resolve(RunStore.CHECKPOINTS), here.peftbench() + ", " + here.engine());
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
      notes.put("checkpoints.skipped", String.join("; ", skipped));
    }
    if (step > 0) {
      notes.put("continued.step", Integer.toString(step));
    }
  }

  private boolean isDue(int step, int totalSteps) {
    int every = protocol.evaluateEvery();
    return every > 0 && (step % every == 0 || step == totalSteps);
  }

  private <F extends Feature> void finish(
      TaskDefinition task, Learner learner, Evaluator<F, ?> evaluator, Rows<F> rows, int padId)
      throws IOException {
    notes.put("selection", protocol.selection().toString());
    learner.adaptation().decisions().forEach((name, value) -> notes.put("method." + name, value));
    metrics.addAll(ParameterCounts.of(learner));
    long start = System.nanoTime();
    List<Prediction> answers = evaluator.predict(learner, rows.evaluation());
    double seconds = (System.nanoTime() - start) * 1e-9;
    List<Prediction> predictions = answers.stream().map(row -> worth(task, row)).toList();
    metrics.addAll(0, TaskMetrics.score(task, predictions));
    metrics.add(
        new Metric(
            MetricNames.EVALUATION_SECONDS,
            seconds,
            "seconds",
            Direction.LOWER,
            Aggregation.TOTAL));
    try (SavedAdapter adapter =
        SavedAdapter.save(
            folder().resolve("adapter"),
            learner,
            AdapterCard.of(spec, evaluator.family().head()),
            job.leavings().largeAdapters())) {
      metrics.add(
          new Metric(
              MetricNames.ADAPTER_BYTES,
              adapter.bytes(),
              "bytes",
              Direction.LOWER,
              Aggregation.TOTAL));
      if (!adapter.isKept()) {
        notes.put("adapter", "saved, reloaded and checked, then removed for its size");
      }
      // Another seed, so that whatever was not saved shows.
      try (Learner fresh =
          learner(learner.backbone(), evaluator.family(), padId, spec.seed() + 1)) {
        adapter.check(learner, fresh, evaluator, rows.evaluation());
      }
    }
    save(task, RunStatus.SUCCEEDED, null, predictions);
  }

  /** The answer with what it is worth, where the task's primary metric is a mean of that. */
  private static Prediction worth(TaskDefinition task, Prediction answer) {
    OptionalDouble worth = TaskMetrics.worth(task, answer);
    return worth.isPresent() ? answer.worth(worth.getAsDouble()) : answer;
  }

  private Path folder() {
    return RunStore.at(job.store()).folder(spec.id());
  }

  private void save(
      TaskDefinition task, RunStatus status, @Nullable String message, List<Prediction> predictions)
      throws IOException {
    RunRecord record =
        new RunRecord(
            RunRecord.SCHEMA,
            job.label(),
            spec,
            status,
            message,
            started,
            Environments.capture(),
            task.primaryMetric(),
            metrics,
            curves,
            notes,
            predictions.isEmpty() ? null : RunStore.digest(predictions));
    RunStore.at(job.store()).save(record, predictions);
    checkpoints().clear();
  }

  private void tell(Phase phase, int step, int totalSteps, @Nullable Double loss) {
    String metric =
        lastScore == null ? null : TaskCatalog.named(spec.task().name()).primaryMetric();
    events.accept(new ProgressEvent(phase, step, totalSteps, loss, metric, lastScore));
  }
}
