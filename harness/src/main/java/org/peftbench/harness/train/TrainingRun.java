package org.peftbench.harness.train;

import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
import org.peftbench.tasks.baselines.KeptBaselines;

/** Executes one job: reads, trains, scores, saves, reloads, and leaves a record. */
public final class TrainingRun {
  private final Job job;
  private final boolean isNew;
  private final RunSpec spec;
  private final Protocol protocol;
  private final Consumer<ProgressEvent> events;
  private final Instant started = Instant.now();
  private final Findings findings = new Findings();

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
    events.accept(new ProgressEvent(Phase.PREPARING, 0, 0, null, null, null));
    TaskDefinition task = TaskCatalog.named(spec.task().name());
    TaskData data = load(task);
    findings.notes().put("suite", job.suite());
    findings.notes().putAll(job.notes());
    findings.notes().putAll(data.notes());
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
    Map<String, String> notes = findings.notes();
    notes.putAll(family.notes());
    TokenCache tokens = new TokenCache(job.home().resolve("tokens"));
    try (Backbone backbone =
            Architecture.openAny(files, Compute.on(spec.device(), dtype()), family.head());
        Learner learner =
            Learner.of(
                backbone,
                spec.method(),
                family,
                spec.seed(),
                protocol.dropout(),
                tokenizer.padId())) {
      tokenizer.check(backbone);
      start(learner);
      Encoder<F> encoder = new Encoder<>(family, tokenizer, tokens, protocol.maxLength());
      Rows<F> rows = Rows.of(data, protocol, spec.seed(), encoder);
      notes.put("rows.train", Integer.toString(rows.train().size()));
      notes.put("rows.held_out", Integer.toString(data.train().size() - rows.train().size()));
      notes.put("rows.evaluation", Integer.toString(rows.evaluation().size()));
      Evaluator<F, O> evaluator = new Evaluator<>(family, protocol.evaluationBatchSize());
      Training<F> training = new Training<>(job, task, evaluator, rows, events, findings);
      Integer diverged;
      try (FrozenLayers frozen = FrozenLayers.of(learner, protocol, rows)) {
        Optional.ofNullable(frozen.note()).ifPresent(note -> notes.put("frozen_layers.kept", note));
        diverged = training.of(frozen.learner(), isNew, frozen.seconds());
      }
      if (diverged != null) {
        String message = "the loss or its gradient became NaN or infinite at step " + diverged;
        save(task, RunStatus.DIVERGED, message, List.of());
        return;
      }
      // after training, whose peak memory is measured
      findings.metrics().addAll(KeptBaselines.in(job.home()).of(data));
      List<Prediction> answers = new Outcome<>(job, task, evaluator, rows, findings).of(learner);
      save(task, RunStatus.SUCCEEDED, null, answers);
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

  /** Puts the adapter that the run is to start from in the place of the method's own start. */
  private void start(Learner learner) {
    String planned = spec.method().init();
    if (planned != null && job.init() != null) {
      require("adapter " + job.init(), planned, AdapterFiles.digest(job.init()));
      AdapterFiles.load(job.init(), learner);
    }
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
            findings.metrics(),
            findings.curves(),
            findings.notes(),
            predictions.isEmpty() ? null : RunStore.digest(predictions));
    RunStore.at(job.store()).save(record, predictions);
    Checkpoints.of(job).clear();
  }
}
