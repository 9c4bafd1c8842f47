package org.peftbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.UserError;

class RunStoreTest {
  @TempDir Path folder;

  @Test
  void givesBackWhatWasSaved() throws IOException {
    RunStore store = RunStore.at(folder.resolve("new"));
    RunRecord record = Records.succeeded(1);
    store.save(record, Records.PREDICTIONS);
    assertThat(store.find(record.spec().id())).contains(record);
    assertThat(store.predictions(record)).isEqualTo(Records.PREDICTIONS);
    assertThat(store.find(Records.spec(2).id())).isEmpty();
  }

  @Test
  void listsRecordsInOrderAndUnfinishedRunsNot() throws IOException {
    RunStore store = RunStore.at(folder);
    for (long seed : new long[] {3, 1, 2}) {
      store.save(Records.record(seed, 1, null), List.of());
    }
    Files.createDirectories(store.folder(Records.spec(9).id()).resolve("adapter"));
    assertThat(store.all()).extracting(record -> record.spec().seed()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void namesADamagedRecord() throws IOException {
    RunStore store = RunStore.at(folder);
    RunRecord record = Records.record(1, 1, null);
    store.save(record, List.of());
    Path file = store.folder(record.spec().id()).resolve("record.json");
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() / 2));
    assertThatThrownBy(store::all)
        .isInstanceOf(UserError.class)
        .hasMessageMatching(
            "record .*record\\.json is damaged \\(line \\d+\\): remove its folder.*");
  }

  @Test
  void aRecordOfANewerFormHidesNoOther() throws IOException {
    RunStore store = RunStore.at(folder);
    store.save(Records.record(1, 1, null), List.of());
    RunRecord newer = Records.record(2, 1, null);
    store.save(newer, List.of());
    Path file = store.folder(newer.spec().id()).resolve("record.json");
    Files.writeString(file, "{\"schema\": 99, \"spec\": {\"of\": \"the future\"}}");
    RunStore.Holdings holdings = store.holdings();
    assertThat(holdings.records()).extracting(run -> run.spec().seed()).containsExactly(1L);
    assertThat(holdings.unreadable()).containsOnlyKeys(newer.spec().id());
    assertThat(holdings.unreadable().get(newer.spec().id()))
        .contains("has schema 99 but this peftbench reads 1 to 1: use a newer peftbench");
    assertThatThrownBy(store::all).isInstanceOf(UserError.class).hasMessageContaining("99");
  }

  @Test
  void namesPredictionsThatChangedOrAreGone() throws IOException {
    RunStore store = RunStore.at(folder);
    RunRecord record = Records.succeeded(1);
    store.save(record, Records.PREDICTIONS);
    Path file = store.folder(record.spec().id()).resolve("predictions.jsonl");
    Files.writeString(file, Files.readString(file).replace("yes", "no"));
    assertThatThrownBy(() -> store.predictions(record))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("don't match their record");
    Files.delete(file);
    assertThatThrownBy(() -> store.predictions(record))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("are missing");
  }

  @Test
  void aFullDiskLeavesNoRecord() throws IOException {
    Configuration small = Configuration.unix().toBuilder().setMaxSize(8 * 1024).build();
    try (FileSystem disk = Jimfs.newFileSystem(small)) {
      RunStore store = RunStore.at(disk.getPath("/store"));
      List<Prediction> many = List.of(new Prediction("a", "x".repeat(20_000), "y", List.of()));
      RunRecord record = Records.record(1, 1, RunStore.digest(many));
      assertThatThrownBy(() -> store.save(record, many)).isInstanceOf(IOException.class);
      assertThat(store.find(record.spec().id())).isEmpty();
      assertThat(store.all()).isEmpty();
    }
  }

  @Test
  void staysInsideItsRoot() {
    RunStore store = RunStore.at(folder);
    assertThatThrownBy(() -> store.folder("../../etc"))
        .isInstanceOf(UserError.class)
        .hasMessage("run id must be 16 hexadecimal digits, got '../../etc'");
  }

  @Test
  void aFileIsNoStore() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> RunStore.at(file)).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> RunStore.existing(folder.resolve("nowhere")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is not a folder");
  }

  @Test
  void twoSweepsDoNotShareAStore() throws IOException {
    RunStore store = RunStore.at(folder);
    try (StoreLock held = StoreLock.take(store)) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> StoreLock.take(store))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("is in use by another sweep");
    }
    StoreLock.take(store).close();
  }

  /** A record as the first version wrote it; readers of later versions must still take it. */
  @Test
  void readsTheRecordOfSchemaOne() throws IOException {
    RunStore store = RunStore.at(folder);
    Path file = store.folder(Records.spec(1).id()).resolve("record.json");
    Files.createDirectories(file.getParent());
    try (var golden = RunStoreTest.class.getResourceAsStream("record-schema-1.json")) {
      Files.write(file, golden.readAllBytes());
    }
    assertThat(store.find(Records.spec(1).id())).contains(Records.succeeded(1));
  }
}
