package org.peftbench.harness.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.peftbench.harness.worker.ProgressEvent.Phase;
import org.peftbench.results.Prediction;
import org.peftbench.results.Protocol;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** A worker that trains nothing and ends as its job's label says. */
public final class DummyWorker implements Training {
  private int made;

  private DummyWorker() {}

  /** A command that starts this. */
  public static WorkerCommand command(Path home) {
    return new WorkerCommand(DummyWorker.class.getName(), "64m", home);
  }

  /** A job that ends as {@code label} says. */
  public static Job job(String label, long seed, Path store) {
    return job(label, spec(seed), store);
  }

  /** The same of any run. */
  static Job job(String label, RunSpec spec, Path store) {
    return new Job("dummy", label, spec, store, null, store, null, Leavings.USUAL, Map.of());
  }

  /** A spec like any other. */
  public static RunSpec spec(long seed) {
    return spec(seed, 1);
  }

  /** One of so many threads. */
  static RunSpec spec(long seed, int threads) {
    return new RunSpec(
        RunSpec.SCHEMA,
        new RunSpec.Backbone("mini", "0123"),
        new RunSpec.Task("words", 1, "4567", null, null),
        new RunSpec.Method("lora", Json.MAPPER.createObjectNode()),
        Protocol.DEFAULT,
        seed,
        "float32",
        threads);
  }

  /** Ends as told. */
  public static void main(String[] arguments) {
    Worker.serve(arguments, new DummyWorker());
  }

  /** Only of those that live another run is made. */
  @Override
  public boolean renew(Job done) {
    made++;
    return done.label().startsWith("lives");
  }

  @Override
  public void execute(Job job, Consumer<ProgressEvent> events) throws IOException {
    switch (job.label()) {
      case "succeeds", "lives" -> save(job);
      case "lives-unless-used" -> {
        if (made > 0) {
          Runtime.getRuntime().halt(42);
        }
        save(job);
      }
      case "tells" -> tellAndSave(job, events);
      case "keeps-writing" -> keepWriting(job, events);
      case "ends-silently" -> System.exit(0);
      case "throws" -> fail(job);
      case "complains" -> complain(job);
      case "exits" -> {
        System.err.println("assertion failed: x > 0\n");
        System.exit(42);
      }
      case "dies-once" -> {
        // Beside the store's runs: a run's own folder is made anew for each attempt.
        if (job.store().resolve("died").toFile().createNewFile()) {
          Runtime.getRuntime().halt(42);
        }
        save(job);
      }
      case "dies-after-saving" -> {
        save(job);
        Runtime.getRuntime().halt(1);
      }
      case "is-killed" -> kill();
      case "exhausts-its-heap" -> exhaust();
      case "hangs" -> hang(events);
      case "chatters" -> chatter();
      case "mumbles" -> mumble();
      case "roars" -> roar();
      default -> throw new IllegalArgumentException(job.label());
    }
  }

  private static void save(Job job) throws IOException {
    RunRecord record =
        new RunRecord(
            RunRecord.SCHEMA,
            job.label(),
            job.spec(),
            RunStatus.SUCCEEDED,
            null,
            Instant.EPOCH,
            null,
            "accuracy",
            List.of(),
            List.of(),
            Map.of(
                "home",
                System.getenv("DJL_CACHE_DIR"),
                "pid",
                String.valueOf(ProcessHandle.current().pid())),
            null);
    RunStore.at(job.store()).save(record, List.of());
  }

  private static void tellAndSave(Job job, Consumer<ProgressEvent> events) throws IOException {
    System.out.print("a native library says no line feed");
    System.out.flush();
    events.accept(new ProgressEvent(Phase.TRAINING, 3, 10, Double.NaN, null, null));
    events.accept(new ProgressEvent(Phase.EVALUATING, 10, 10, 0.5, "accuracy", 0.75));
    save(job);
  }

  /** Tells each time that it is about to save. */
  private static void keepWriting(Job job, Consumer<ProgressEvent> events) throws IOException {
    RunStore store = RunStore.at(job.store());
    for (int i = 1; ; i++) {
      events.accept(new ProgressEvent(Phase.TRAINING, i, 0, null, null, null));
      write(store, job.spec(), i);
    }
  }

  /** Saves a run anew, with 2000 predictions. */
  public static void write(RunStore store, RunSpec spec, int number) throws IOException {
    List<Prediction> predictions =
        Collections.nCopies(2000, new Prediction("e" + number, "yes", "no", List.of(number + 0.5)));
    store.clear(spec.id());
    store.save(
        new RunRecord(
            RunRecord.SCHEMA,
            "writes",
            spec,
            RunStatus.SUCCEEDED,
            null,
            Instant.EPOCH,
            null,
            "accuracy",
            List.of(),
            List.of(),
            Map.of("number", Integer.toString(number)),
            RunStore.digest(predictions)),
        predictions);
  }

  private static void fail(Job job) {
    throw new IllegalStateException("no luck with " + job.label());
  }

  private static void complain(Job job) {
    throw new UserError("data set %s is gone", job.label());
  }

  private static void kill() throws IOException {
    new ProcessBuilder("kill", "-9", String.valueOf(ProcessHandle.current().pid())).start();
    await();
  }

  private static void exhaust() {
    List<byte[]> heap = new ArrayList<>();
    while (heap.size() < Integer.MAX_VALUE) {
      heap.add(new byte[1 << 20]);
    }
  }

  /** Tells its process id as if it were a step. */
  private static void hang(Consumer<ProgressEvent> events) {
    int pid = (int) ProcessHandle.current().pid();
    events.accept(new ProgressEvent(Phase.TRAINING, pid, 0, null, null, null));
    await();
  }

  private static void await() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Twenty megabytes in lines of a hundred characters. */
  private static void chatter() {
    String line = "x".repeat(99);
    for (int i = 0; i < 200_000; i++) {
      System.out.println(line);
    }
    System.out.println("the last words");
    System.exit(9);
  }

  /** A gigabyte in lines of a megabyte. */
  private static void roar() {
    String line = "z".repeat((1 << 20) - 1);
    for (int i = 0; i < 1024; i++) {
      System.out.println(line);
    }
    System.exit(0);
  }

  /** Twenty megabytes in one line without an end. */
  private static void mumble() {
    String piece = "y".repeat(1 << 20);
    for (int i = 0; i < 20; i++) {
      System.out.print(piece);
    }
    System.exit(9);
  }
}
