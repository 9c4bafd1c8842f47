package org.peftbench.harness.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.harness.JavaProcess;
import org.peftbench.harness.worker.ProgressEvent.Phase;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;

/** Real processes that end in every way there is. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WorkersIT {
  private static final long LOG_BOUND = 5L << 20;

  @TempDir Path root;
  private RunStore store;

  @BeforeEach
  void openStore() {
    store = RunStore.at(root);
  }

  @Test
  void keepsTheRecordOfAWorkerThatSucceeds() throws Exception {
    RunRecord record = run("succeeds");

    assertThat(record.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(record.notes()).containsEntry("home", root.resolve("engine").toString());
    assertThat(files()).containsExactly("record.json", "worker.log");
  }

  @Test
  void hearsProgressInTheMidstOfOtherOutput() throws Exception {
    List<ProgressEvent> events = new ArrayList<>();

    workers(null).run(DummyWorker.job("tells", 1, root), events::add);

    assertThat(events)
        .containsExactly(
            new ProgressEvent(Phase.TRAINING, 3, 10, null, null, null),
            new ProgressEvent(Phase.EVALUATING, 10, 10, 0.5, "accuracy", 0.75));
    assertThat(log()).isEqualTo("a native library says no line feed\n");
  }

  @Test
  void makesARecordOfOneThatEndsSilently() throws Exception {
    assertFailed(
        run("ends-silently"), RunStatus.FAILED, "the worker ended well but left no record");
  }

  @Test
  void makesARecordOfOneThatThrows() throws Exception {
    assertFailed(
        run("throws"), RunStatus.FAILED, "java.lang.IllegalStateException: no luck with throws");
    assertThat(log()).contains("at " + DummyWorker.class.getName());
  }

  @Test
  void makesARecordOfOneThatComplains() throws Exception {
    assertFailed(run("complains"), RunStatus.FAILED, "data set complains is gone");
  }

  @Test
  void makesARecordOfOneThatExits() throws Exception {
    assertFailed(
        run("exits"),
        RunStatus.FAILED,
        "the worker ended with status 42 saying: assertion failed: x > 0");
  }

  @Test
  void keepsTheRecordOfOneThatDiesAfterSaving() throws Exception {
    assertThat(run("dies-after-saving").status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void takesAKillForLackOfMemory() throws Exception {
    assertFailed(
        run("is-killed"),
        RunStatus.OUT_OF_MEMORY,
        "the worker was killed (signal 9), most likely by the system for lack of memory");
  }

  @Test
  void knowsAnExhaustedHeap() throws Exception {
    assertFailed(
        run("exhausts-its-heap"), RunStatus.OUT_OF_MEMORY, "the worker's Java heap was exhausted");
  }

  @Test
  void endsOneThatOverrunsItsTime() throws Exception {
    RunRecord record =
        workers(Duration.ofSeconds(1))
            .run(DummyWorker.job("hangs", 1, root), event -> {})
            .orElseThrow();

    assertFailed(record, RunStatus.CANCELLED, "the worker overran its time limit of 1 s");
  }

  @Test
  void endsOneThatFallsSilent() throws Exception {
    Patience patience = new Patience(null, Duration.ofSeconds(2), 0, Duration.ZERO);
    RunRecord record =
        new Workers(DummyWorker.command(root), store, patience, true)
            .run(DummyWorker.job("hangs", 1, root), event -> {})
            .orElseThrow();

    assertFailed(record, RunStatus.FAILED, "the worker said nothing and computed nothing for 2 s");
  }

  @Test
  void triesAgainWhenAWorkerDies() throws Exception {
    RunRecord record =
        patient(2).run(DummyWorker.job("dies-once", 1, root), event -> {}).orElseThrow();

    assertThat(record.status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void givesUpOnOneThatAlwaysDies() throws Exception {
    RunRecord record = patient(2).run(DummyWorker.job("exits", 1, root), event -> {}).orElseThrow();

    assertFailed(
        record,
        RunStatus.FAILED,
        "the worker ended with status 42 saying: assertion failed: x > 0, 3 times");
  }

  @Test
  void doesNotTryAgainWhatSaidWhy() throws Exception {
    List<ProgressEvent> events = new ArrayList<>();

    RunRecord record =
        patient(2).run(DummyWorker.job("complains", 1, root), events::add).orElseThrow();

    assertFailed(record, RunStatus.FAILED, "data set complains is gone");
  }

  @Test
  void aClosedHouseLetsRunsEndAndBeginsNoMore() throws Exception {
    Workers workers = workers(null);

    Optional<RunRecord> record =
        workers.run(DummyWorker.job("tells", 1, root), event -> workers.close());

    assertThat(record).map(RunRecord::status).contains(RunStatus.SUCCEEDED);
    assertThat(workers.run(DummyWorker.job("succeeds", 2, root), event -> {})).isEmpty();
  }

  @Test
  void aProcessMakesTheNextRunOfItsKind() throws Exception {
    Workers workers = workers(null);
    RunRecord first = lives(workers, 1);
    RunRecord second = lives(workers, 2);

    assertThat(second.notes().get("pid")).isEqualTo(first.notes().get("pid"));
    assertThat(workers.run(DummyWorker.job("exits", 3, root), event -> {}).orElseThrow().message())
        .as("the end of a new process, not of the one that made others")
        .startsWith("the worker ended with status 42 saying: assertion failed: x > 0 (log:");
    assertThat(Files.readString(store.folder(DummyWorker.spec(2).id()).resolve("worker.log")))
        .isEmpty();
  }

  @Test
  void anotherKindOfRunGetsAnotherProcess() throws Exception {
    Workers workers = workers(null);
    RunRecord first = lives(workers, 1);
    Job other = DummyWorker.job("lives", DummyWorker.spec(2, 2), root);
    RunRecord second = workers.run(other, event -> {}).orElseThrow();

    assertThat(second.notes().get("pid")).isNotEqualTo(first.notes().get("pid"));
    awaitEnd(first);
    workers.dismiss();
    awaitEnd(second);
  }

  @Test
  void whatDiesInAUsedProcessIsMadeInANewOne() throws Exception {
    Workers workers = workers(null);
    RunRecord first = lives(workers, 1);
    RunRecord second =
        workers.run(DummyWorker.job("lives-unless-used", 2, root), event -> {}).orElseThrow();

    assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(second.notes().get("pid")).isNotEqualTo(first.notes().get("pid"));
    workers.stop();
  }

  @Test
  void noProcessIsUsedTwiceWhereNoneMayBe() throws Exception {
    Workers workers = new Workers(DummyWorker.command(root), store, Patience.ONE_ATTEMPT, false);
    RunRecord first = lives(workers, 1);
    RunRecord second = lives(workers, 2);

    assertThat(second.notes().get("pid")).isNotEqualTo(first.notes().get("pid"));
    awaitEnd(second);
  }

  private RunRecord lives(Workers workers, long seed) throws IOException, InterruptedException {
    return workers.run(DummyWorker.job("lives", seed, root), event -> {}).orElseThrow();
  }

  /** Waits for the end of the process that made a run. */
  private static void awaitEnd(RunRecord record) throws Exception {
    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(record.notes().get("pid")));
    if (process.isPresent()) {
      process.get().onExit().get(1, TimeUnit.MINUTES);
    }
  }

  @Test
  void boundsTheLogOfOneThatChatters() throws Exception {
    assertFailed(
        run("chatters"), RunStatus.FAILED, "the worker ended with status 9 saying: the last words");
    assertThat(log()).startsWith("xxx").contains(" lines left out ...]").endsWith("last words\n");
    assertThat(Files.size(logFile())).isLessThan(LOG_BOUND);
  }

  @Test
  void boundsTheLogOfOneThatPrintsAGigabyteAndEndsWithoutARecord() throws Exception {
    assertFailed(run("roars"), RunStatus.FAILED, "the worker ended well but left no record");
    assertThat(Files.size(logFile())).isLessThan(LOG_BOUND);
  }

  @Test
  void boundsTheLogOfOneThatNeverEndsItsLine() throws Exception {
    assertThat(run("mumbles").status()).isEqualTo(RunStatus.FAILED);
    assertThat(Files.size(logFile())).isLessThan(LOG_BOUND);
  }

  @Test
  void aRunMadeAgainReplacesWhatTheStoreHad() throws Exception {
    run("throws");
    Files.writeString(store.folder(id()).resolve("predictions.jsonl"), "old");

    assertThat(run("succeeds").status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(files()).containsExactly("record.json", "worker.log");
  }

  @Test
  void aStoppedRunLeavesNothing() throws Exception {
    Workers workers = workers(null);

    Optional<RunRecord> record =
        workers.run(DummyWorker.job("hangs", 1, root), event -> new Thread(workers::stop).start());

    assertThat(record).isEmpty();
    assertThat(store.folder(id())).doesNotExist();
    assertThat(workers.run(DummyWorker.job("succeeds", 1, root), event -> {})).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aKilledParentTakesItsWorkerAlong() throws Exception {
    Process parent = parent();
    ProcessHandle worker = worker(parent);

    parent.destroyForcibly();

    worker.onExit().get(1, TimeUnit.MINUTES);
    assertThat(store.find(id())).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anInterruptedParentLeavesACleanStore() throws Exception {
    assumeFalse(
        isInterruptIgnored(),
        "this build was started with SIGINT ignored, and so is all that it starts");
    Process parent = parent();
    ProcessHandle worker = worker(parent);

    new ProcessBuilder("kill", "-INT", String.valueOf(parent.pid())).start().waitFor();

    assertThat(parent.waitFor()).isEqualTo(130);
    worker.onExit().get(1, TimeUnit.MINUTES);
    assertThat(store.folder(id())).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aWorkerIgnoresTheTerminalsInterrupt() throws Exception {
    Process parent = parent();
    ProcessHandle worker = worker(parent);

    new ProcessBuilder("kill", "-INT", String.valueOf(worker.pid())).start().waitFor();
    new ProcessBuilder("kill", "-TERM", String.valueOf(parent.pid())).start().waitFor();

    assertThat(parent.waitFor()).isEqualTo(143);
    assertThat(store.folder(id())).doesNotExist();
  }

  /** As it is behind {@code nohup}, or in a shell's background. */
  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring("SigIgn:".length()).strip())
            .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & 2) != 0);
  }

  private Process parent() throws IOException {
    return JavaProcess.of(DummyParent.class, List.of(root.toString()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static ProcessHandle worker(Process parent) throws IOException {
    try (BufferedReader reader = parent.inputReader()) {
      return ProcessHandle.of(Long.parseLong(reader.readLine())).orElseThrow();
    }
  }

  private Workers workers(@Nullable Duration limit) {
    return new Workers(
        DummyWorker.command(root), store, new Patience(limit, null, 0, Duration.ZERO), true);
  }

  private Workers patient(int retries) {
    Patience patience = new Patience(null, null, retries, Duration.ofMillis(1));
    return new Workers(DummyWorker.command(root), store, patience, true);
  }

  private RunRecord run(String label) throws IOException, InterruptedException {
    return workers(null).run(DummyWorker.job(label, 1, root), event -> {}).orElseThrow();
  }

  private void assertFailed(RunRecord record, RunStatus status, String message) {
    assertThat(record.status()).isEqualTo(status);
    assertThat(record.message()).isEqualTo(message + " (log: " + logFile() + ")");
    assertThat(store.find(id())).contains(record);
  }

  private static String id() {
    return DummyWorker.spec(1).id();
  }

  private Path logFile() {
    return store.folder(id()).resolve("worker.log");
  }

  private String log() throws IOException {
    return Files.readString(logFile());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(store.folder(id()))) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
