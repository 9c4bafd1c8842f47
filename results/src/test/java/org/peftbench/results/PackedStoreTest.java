package org.peftbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.UserError;

class PackedStoreTest {
  @TempDir Path folder;

  @Test
  void isReadLikeTheFolder() throws IOException {
    RunStore store = storeOfTwo();
    RunStore packed = RunStore.existing(pack(store, "runs.zip"));
    assertThat(packed.all()).isEqualTo(store.all());
    assertThat(packed.holdings()).isEqualTo(store.holdings());
    RunRecord record = Records.succeeded(1);
    assertThat(packed.predictions(record)).isEqualTo(Records.PREDICTIONS);
    assertThat(packed.named(record.spec().id().substring(0, 6))).isEqualTo(record);
    assertThat(packed.logTail(record)).isEmpty();
    assertThat(new RunIndex(packed).all()).isEqualTo(new RunIndex(store).all());
  }

  @Test
  void theSameRunsMakeTheSameBytes() throws IOException {
    RunStore store = storeOfTwo();
    Path once = pack(store, "once.zip");
    Path twice = pack(RunStore.existing(once), "twice.zip");
    assertThat(twice).hasSameBinaryContentAs(once);
  }

  @Test
  void leavesOutWhatTrialsAnswered() throws IOException {
    RunStore store = RunStore.at(folder.resolve("runs"));
    RunRecord trial = trial();
    store.save(trial, Records.PREDICTIONS);
    RunStore packed = RunStore.existing(pack(store, "runs.zip"));
    assertThat(packed.all()).containsExactly(trial.answering(List.of()));
    assertThat(packed.predictions(packed.all().get(0))).isEmpty();
  }

  @Test
  void leavesOutScoresButANumbersOwn() throws IOException {
    List<Prediction> answers =
        List.of(
            new Prediction("1", "no", "yes", List.of(0.1, 0.9)).worth(0.5),
            new Prediction("2", "1.0", "1.5", List.of(1.5)));
    RunRecord run = Records.record(1, RunRecord.SCHEMA, RunStore.digest(answers));
    RunStore store = RunStore.at(folder.resolve("runs"));
    store.save(run, answers);
    Path file = folder.resolve("runs.zip");
    PackedStore.writeWithoutScores(store, store.all(), file);
    RunStore packed = RunStore.existing(file);
    List<Prediction> left =
        List.of(
            new Prediction("1", "no", "yes", List.of()).worth(0.5),
            new Prediction("2", "1.0", "1.5", List.of(1.5)));
    assertThat(packed.all()).containsExactly(run.answering(left));
    assertThat(packed.predictions(packed.all().get(0))).isEqualTo(left);
  }

  @Test
  void isNeverChanged() throws IOException {
    Path file = pack(storeOfTwo(), "runs.zip");
    byte[] before = Files.readAllBytes(file);
    RunStore packed = RunStore.existing(file);
    new RunIndex(packed).all();
    assertThatThrownBy(() -> StoreLock.take(packed))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "store %s is packed into a file, which is never changed: unzip it into a folder", file);
    packed.root().getFileSystem().close();
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void tellsAFileThatIsNone() throws IOException {
    for (String text : List.of("", "no zip at all")) {
      Path file = Files.writeString(folder.resolve("notes.zip"), text);
      assertThatThrownBy(() -> RunStore.existing(file))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("store " + file + " is a file, but none that");
    }
  }

  @Test
  void whatCannotBeReadLeavesTheFileAsItWas() throws IOException {
    RunStore store = storeOfTwo();
    Path file = folder.resolve("runs.zip");
    Files.writeString(file, "before");
    RunRecord lost = Records.succeeded(3);
    assertThatThrownBy(() -> PackedStore.write(store, List.of(lost), file))
        .isInstanceOf(UserError.class);
    assertThat(file).hasContent("before");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file, store.root());
    }
  }

  private RunStore storeOfTwo() throws IOException {
    RunStore store = RunStore.at(folder.resolve("runs"));
    store.save(Records.succeeded(1), Records.PREDICTIONS);
    store.save(Records.record(2, RunRecord.SCHEMA, null), List.of());
    return store;
  }

  private Path pack(RunStore store, String name) throws IOException {
    Path file = folder.resolve(name);
    PackedStore.write(store, store.all(), file);
    return file;
  }

  private static RunRecord trial() {
    RunRecord record = Records.succeeded(1);
    RunSpec spec = record.spec();
    RunSpec asked =
        new RunSpec(
            spec.schema(),
            spec.backbone(),
            spec.task().tunedOn(new RunSpec.TuningSplit(0.1, 7)),
            spec.method(),
            spec.protocol(),
            spec.seed(),
            spec.dtype(),
            spec.threads());
    return new RunRecord(
        record.schema(),
        record.label(),
        asked,
        record.status(),
        record.message(),
        record.started(),
        record.environment(),
        record.primaryMetric(),
        record.metrics(),
        record.curves(),
        record.notes(),
        record.predictionsDigest());
  }
}
