package org.peftbench.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.peftbench.harness.TrainingWorker;
import org.peftbench.harness.suite.Suite;
import org.peftbench.harness.worker.Job;
import org.peftbench.harness.worker.Leavings;
import org.peftbench.harness.worker.Patience;
import org.peftbench.harness.worker.ProgressEvent;
import org.peftbench.harness.worker.ProgressEvent.Phase;
import org.peftbench.harness.worker.WorkerCommand;
import org.peftbench.harness.worker.Workers;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.source.Home;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.results.Protocol;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.Folders;
import org.peftbench.results.base.Json;
import org.peftbench.tasks.KeptRows;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskData;
import org.peftbench.tasks.TaskDefinition;
import org.peftbench.tasks.TaskLoader;

/**
 * From the start of a worker's process to the end of its first step, weights, rows and tokens being
 * kept from before.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 7)
public class StartBenchmark {
  private static final int TRAIN_ROWS = 2000;
  private static final int EVALUATION_ROWS = 500;

  /** A known checkpoint. */
  @Param({"all-minilm-l6-v2", "bert-base-uncased"})
  public String backbone;

  private Path folder;
  private Job job;
  private Workers workers;

  /** Plans the run and sees to it that the caches are warm. */
  @Setup
  public void plan() throws IOException {
    Path home = Home.resolve();
    folder = Files.createTempDirectory("peftbench-start");
    ModelFiles files = new ModelRepository(home, false, System.err::println).fetch(backbone);
    TaskDefinition task = TaskCatalog.named("acceptability");
    TaskData data = new TaskLoader(null).load(task, TRAIN_ROWS, EVALUATION_ROWS);
    KeptRows.in(home).keep(data);
    RunSpec spec =
        new RunSpec(
            RunSpec.SCHEMA,
            new RunSpec.Backbone(backbone, files.digest()),
            new RunSpec.Task(
                task.name(), task.version(), data.digest(), TRAIN_ROWS, EVALUATION_ROWS),
            new RunSpec.Method(
                "lora", PeftMethods.named("lora").complete(Json.MAPPER.createObjectNode())),
            Protocol.DEFAULT,
            1,
            "float32",
            Suite.DEFAULT_THREADS);
    job = new Job("start", "lora", spec, folder, null, home, null, Leavings.USUAL, Map.of());
  }

  /** The worker's first step. */
  @Benchmark
  public int firstStep() throws IOException, InterruptedException {
    workers =
        new Workers(
            new WorkerCommand(
                TrainingWorker.class.getName(), WorkerCommand.DEFAULT_HEAP, job.home()),
            RunStore.at(folder),
            Patience.ONE_ATTEMPT,
            false);
    AtomicLong steps = new AtomicLong();
    Thread end = new Thread(workers::stop); // who hears of the step can't wait for its own end
    workers.run(
        job,
        event -> {
          if (isFirstStep(event) && steps.getAndIncrement() == 0) {
            end.start();
          }
        });
    end.join();
    return steps.intValue();
  }

  private static boolean isFirstStep(ProgressEvent event) {
    return event.phase() == Phase.TRAINING && event.step() >= 1;
  }

  /** Nothing stays. */
  @TearDown
  public void close() throws IOException {
    Folders.delete(folder);
  }
}
