package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.Metric;
import org.peftbench.results.Prediction;
import org.peftbench.results.Protocol;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.Json;

/** The commands over a store of two runs: one that succeeded, one that did not. */
class ReportCommandsTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private RunStore runs;
  private RunSpec good;
  private RunSpec bad;

  @BeforeEach
  void fill() throws IOException {
    runs = RunStore.at(folder.resolve("runs"));
    good = spec("lora");
    bad = spec("full");
    List<Prediction> answers =
        List.of(
            new Prediction("a", "yes", "yes", List.of(1.0, 0.0)),
            new Prediction("b", "no", "yes", List.of(1.0, 0.0)));
    runs.save(
        new RunRecord(
            RunRecord.SCHEMA,
            "lora",
            good,
            RunStatus.SUCCEEDED,
            null,
            Instant.EPOCH,
            null,
            "accuracy",
            List.of(Metric.score("accuracy", 0.5, 0.1)),
            List.of(),
            Map.of(),
            RunStore.digest(answers)),
        answers);
    runs.save(
        RunRecord.failure("full", bad, RunStatus.DIVERGED, "NaN at step 3", Instant.EPOCH),
        List.of());
  }

  @Test
  void aReportIsWritten() {
    Path report = folder.resolve("report");
    assertThat(peftbench("report", store(), "--out=" + report)).isZero();
    assertThat(report.resolve("index.html")).content().contains("invented", "lora");
    assertThat(report.resolve("failures.html")).content().contains("NaN at step 3");
    assertThat(report.resolve("runs").resolve(good.id() + ".html")).exists();
  }

  @Test
  void tablesAreListedAndPrinted() {
    assertThat(peftbench("table", store())).isZero();
    assertThat(out.toString().lines()).containsExactly("tasks", "task:invented", "tests:invented");
    assertThat(peftbench("table", "tasks", store(), "--format=csv")).isZero();
    assertThat(out.toString()).contains("lora,0.5\r\n");
    assertThat(peftbench("table", "tusks", store())).isEqualTo(2);
    assertThat(err.toString()).contains("Unknown table 'tusks'. Did you mean tasks?");
  }

  @Test
  void storesAreCompared() {
    String store = runs.root().toString();
    Path diff = folder.resolve("diff");
    assertThat(peftbench("diff", store, store, "--out=" + diff)).isZero();
    assertThat(out.toString())
        .contains("Of 2 configurations in both, 0 became better, 0 became worse, 1 can't be told")
        .contains("1 could not be tested");
    assertThat(Files.isRegularFile(diff.resolve("index.html"))).isTrue();
  }

  @Test
  void severalStoresAreReadAsOne() throws IOException {
    RunStore more = RunStore.at(folder.resolve("more"));
    more.save(
        RunRecord.failure("ia3", spec("ia3"), RunStatus.FAILED, "boom", Instant.EPOCH), List.of());
    more.save(
        RunRecord.failure("lora", good, RunStatus.FAILED, "not the first", Instant.EPOCH),
        List.of());
    Path damaged = Files.createDirectories(more.folder("0123456789abcdef"));
    Files.writeString(damaged.resolve("record.json"), "{\"schema\": 99}");
    Path report = folder.resolve("report");
    assertThat(
            peftbench("report", runs.root().toString(), more.root().toString(), "--out=" + report))
        .isZero();
    assertThat(out.toString())
        .contains("ia3, seed 1: failed, boom", "left out: record", "has schema 99")
        .doesNotContain("not the first");
    assertThat(report.resolve("failures.html")).content().contains("0123456789abcdef");
  }

  @Test
  void aStoreThatIsNowhereIsNamed() {
    assertThat(peftbench("diff", "no-such-revision:runs", runs.root().toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("store no-such-revision:runs is neither a folder nor one of a git revision");
    assertThat(peftbench("diff", "nowhere", runs.root().toString())).isEqualTo(2);
    assertThat(err.toString()).contains("nowhere is not a folder");
  }

  @Test
  void aCardIsPrintedOrSaved() throws IOException {
    assertThat(peftbench("card", good.id(), store())).isZero();
    assertThat(out.toString()).startsWith("---\n").contains("# lora on invented");
    assertThat(peftbench("card", good.id(), store(), "--save")).isEqualTo(2);
    assertThat(err.toString()).contains("kept no adapter: print its card without --save");
    Path adapter = Files.createDirectory(runs.folder(good.id()).resolve("adapter"));
    assertThat(peftbench("card", good.id(), store(), "--save")).isZero();
    assertThat(adapter.resolve("README.md")).content().contains("# lora on invented");
    assertThat(peftbench("card", bad.id(), store())).isEqualTo(2);
    assertThat(err.toString()).contains("ended as diverged and left no adapter");
  }

  @Test
  void misuseIsNamed() {
    assertThat(peftbench("serve", store(), "--port=70000")).isEqualTo(2);
    assertThat(peftbench("card", "0123456789abcdef", store())).isEqualTo(2);
    assertThat(err.toString())
        .contains("--port must lie in [0, 65535], got 70000", "Unknown run '0123456789abcdef'");
  }

  private String store() {
    return "--store=" + runs.root();
  }

  private int peftbench(String... arguments) {
    return Main.execute(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private static RunSpec spec(String method) {
    ObjectNode config = Json.MAPPER.createObjectNode();
    return new RunSpec(
        RunSpec.SCHEMA,
        new RunSpec.Backbone("small", "0".repeat(64)),
        new RunSpec.Task("invented", 1, "1".repeat(64), null, null),
        new RunSpec.Method(method, config),
        Protocol.DEFAULT,
        1,
        "float32",
        1);
  }
}
