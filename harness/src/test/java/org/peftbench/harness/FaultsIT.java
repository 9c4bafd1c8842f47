package org.peftbench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.harness.progress.Display;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.harness.worker.DummyWorker;
import org.peftbench.harness.worker.ProgressEvent;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;
import org.peftbench.results.StoreLock;
import org.peftbench.results.base.UserError;

/** Faults put into real processes, and what is lost by them: nothing. */
class FaultsIT {
  @TempDir Path root;

  /** Killed when it begins, behind every run, and so on until a sweep ends by itself. */
  @Test
  void aParentKilledAgainAndAgainLosesNothingAndDoublesNothing() throws Exception {
    Map<String, FileTime> made = new HashMap<>();
    int injected = 0;
    for (int kill = 0; kill < DummySweep.RUNS; kill++) {
      Process parent = start(DummySweep.class, "succeeds");
      try (BufferedReader lines = parent.inputReader()) {
        // Each time one line later: during the first run, behind it, behind two of the next sweep.
        for (int line = 0; line <= kill % 3; line++) {
          if (lines.readLine() == null) {
            break;
          }
        }
        parent.destroyForcibly().waitFor();
        injected++;
      }
      assertNothingChanged(made);
    }
    List<RunRecord> records = DummySweep.sweep(root, new Silence());
    assertThat(injected).isEqualTo(DummySweep.RUNS);
    assertThat(records)
        .hasSize(DummySweep.RUNS)
        .allMatch(record -> record.status() == RunStatus.SUCCEEDED);
    assertNothingChanged(made);
    assertThat(RunStore.at(root).unfinished()).isEmpty();
  }

  /** A record that was there once is there for ever, and is not written again. */
  private void assertNothingChanged(Map<String, FileTime> made) throws IOException {
    RunStore store = RunStore.at(root);
    for (RunRecord record : store.all()) {
      String id = record.spec().id();
      FileTime time = Files.getLastModifiedTime(store.folder(id).resolve("record.json"));
      assertThat(time).as(id).isEqualTo(made.getOrDefault(id, time));
      made.put(id, time);
    }
    assertThat(store.all()).hasSize(made.size());
  }

  /** Twelve kills at whatever phase the writing then is in. */
  @Test
  void aWriterKilledAtAnyPhaseLeavesWholeRunsOrNone() throws Exception {
    RunStore store = RunStore.at(root);
    int found = 0;
    for (int kill = 0; kill < 12; kill++) {
      Process writer = start(DummyWriter.class);
      try (BufferedReader lines = writer.inputReader()) {
        for (int line = 0; line < 3 + kill; line++) {
          assertThat(lines.readLine()).isNotNull();
        }
        writer.destroyForcibly().waitFor();
      }
      for (RunRecord record : store.all()) {
        assertThat(store.predictions(record)).hasSize(2000);
        found++;
      }
    }
    assertThat(found).isPositive();
  }

  /** Twelve kills of both at once, at whatever phase the worker's writing then is in. */
  @Test
  void aParentKilledWithItsWorkerAtAnyPhaseLeavesWholeRunsOrNone() throws Exception {
    RunStore store = RunStore.at(root);
    int found = 0;
    for (int kill = 0; kill < 12; kill++) {
      Process parent = start(DummySweep.class, "keeps-writing");
      try (BufferedReader lines = parent.inputReader()) {
        for (int line = 0; line < 3 + kill; line++) {
          assertThat(lines.readLine()).isNotNull();
        }
        List<ProcessHandle> workers = parent.descendants().toList();
        assertThat(workers).isNotEmpty();
        workers.forEach(ProcessHandle::destroyForcibly);
        parent.destroyForcibly().waitFor();
        workers.forEach(worker -> worker.onExit().join());
      }
      for (RunRecord record : store.all()) {
        assertThat(store.predictions(record)).hasSize(2000);
        found++;
        store.delete(record.spec().id()); // else the next sweep has nothing to do
      }
    }
    assertThat(found).isPositive();
    assertThat(DummySweep.sweep(root, new Silence())).hasSize(DummySweep.RUNS);
    assertThat(store.unfinished()).isEmpty();
  }

  @Test
  void ofTwoParentsOneIsRefusedAndADeadOneHoldsNothing() throws Exception {
    Process parent = start(DummySweep.class, "succeeds");
    try (BufferedReader lines = parent.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("begun");
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(() -> DummySweep.sweep(root, new Silence()))
          .withMessageContaining("is in use by another sweep");
      parent.destroyForcibly().waitFor();
    }
    StoreLock.take(RunStore.at(root)).close();
  }

  @Test
  void aTruncatedRecordIsMadeAgain() throws Exception {
    DummySweep.sweep(root, new Silence());
    RunStore store = RunStore.at(root);
    Path file = store.folder(DummyWorker.spec(3).id()).resolve("record.json");
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, whole.length / 2, whole.length - 3}) {
      Files.write(file, Arrays.copyOf(whole, length));
      List<RunRecord> records = DummySweep.sweep(root, new Silence());
      assertThat(records).hasSize(DummySweep.RUNS);
      assertThat(store.find(DummyWorker.spec(3).id()).orElseThrow().status())
          .isEqualTo(RunStatus.SUCCEEDED);
    }
  }

  @Test
  void aStoreThatCanOnlyBeReadIsRefusedBeforeAnythingIsMade() throws IOException {
    Path store = Files.createDirectory(root.resolve("store"));
    Assumptions.assumeTrue(
        store.toFile().setWritable(false) && !Files.isWritable(store), "the superuser may write");
    try {
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(() -> DummySweep.sweep(store, new Silence()))
          .withMessageContaining("is not writable");
    } finally {
      assertThat(store.toFile().setWritable(true)).isTrue();
    }
  }

  private Process start(Class<?> main, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(root.toString()));
    all.addAll(List.of(arguments));
    return JavaProcess.of(main, all).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static final class Silence implements Display {
    @Override
    public void begun(int total, int done) {}

    @Override
    public void progressed(PlannedRun run, ProgressEvent event) {}

    @Override
    public void ended(PlannedRun run, RunRecord record) {}

    @Override
    public void close() {}
  }
}
