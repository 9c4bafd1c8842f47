package org.peftbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunIndexTest {
  @TempDir Path root;
  private RunStore store;

  @BeforeEach
  void fill() throws IOException {
    store = RunStore.at(root);
    for (long seed = 1; seed <= 3; seed++) {
      store.save(Records.succeeded(seed), Records.PREDICTIONS);
    }
    Files.createDirectories(store.folder("0123456789abcdef"));
  }

  @Test
  void saysWhatTheRecordsSay() {
    assertThat(new RunIndex(store).all())
        .containsExactlyElementsOf(store.all().stream().map(RunSummary::of).toList());
    assertThat(new RunIndex(store).all()).extracting(RunSummary::score).containsOnly(0.5);
  }

  @Test
  void readsAgainWhatHasChangedAndForgetsWhatIsGone() throws IOException {
    assertThat(new RunIndex(store).all()).hasSize(3);
    RunSpec first = Records.spec(1);
    store.save(
        RunRecord.failure("lora", first, RunStatus.FAILED, "no luck", Instant.EPOCH), List.of());
    store.delete(Records.spec(2).id());
    assertThat(new RunIndex(store).all())
        .extracting(RunSummary::status)
        .containsExactly(RunStatus.FAILED, RunStatus.SUCCEEDED);
  }

  @Test
  void needsNeitherItsFileNorToWriteIt() throws IOException {
    new RunIndex(store).all();
    Path file = root.resolve(".summaries.json");
    assertThat(file).exists();
    Files.writeString(file, "{\"0123");
    assertThat(new RunIndex(store).all()).hasSize(3);
    assertThat(root.resolve("0123456789abcdef")).exists();
  }

  @Test
  void unfinishedRunsAreKnownAndClearedButForTheirCheckpoints() throws IOException {
    assertThat(store.unfinished()).containsExactly("0123456789abcdef");
    Path folder = store.folder("0123456789abcdef");
    Files.createDirectories(folder.resolve(RunStore.CHECKPOINTS));
    Files.writeString(folder.resolve("worker.log"), "x");
    store.clear("0123456789abcdef");
    assertThat(folder).isDirectoryNotContaining(path -> path.endsWith("worker.log"));
    assertThat(folder.resolve(RunStore.CHECKPOINTS)).exists();
    store.delete("0123456789abcdef");
    assertThat(folder).doesNotExist();
  }
}
