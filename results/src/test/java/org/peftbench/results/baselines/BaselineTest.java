package org.peftbench.results.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.Curve;
import org.peftbench.results.Protocol;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStatus;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

class BaselineTest {
  private static final Baseline.Reason FIRST =
      new Baseline.Reason(Instant.parse("2026-01-01T00:00:00Z"), "the first");

  private static final Instant AGAIN = Instant.parse("2026-03-01T00:00:00Z");

  @TempDir Path folder;

  @Test
  void keepsReasonsAndMarginsWhenRenewedAndReadsWhatItWrote() throws IOException {
    Baseline first =
        Baseline.of("s", List.of(run()), null, FIRST, Map.of("accuracy", 0.05, "time", 0.3));
    Baseline second =
        Baseline.of(
            "s",
            List.of(run()),
            first,
            new Baseline.Reason(Instant.parse("2026-02-01T00:00:00Z"), "the second"),
            Map.of("time", 0.1));
    second.write(folder.resolve("b.json"));
    Baseline read = Baseline.read(folder.resolve("b.json"));
    assertThat(read).isEqualTo(second);
    assertThat(read.reasons())
        .extracting(Baseline.Reason::text)
        .containsExactly("the first", "the second");
    assertThat(read.margin("accuracy", Baseline.QUALITY, 0.02)).isEqualTo(0.05);
    assertThat(read.margin("step time", "time", 0.15)).isEqualTo(0.1);
    assertThat(read.margin("f1", Baseline.QUALITY, 0.02)).isEqualTo(0.02);
  }

  /** Earlier versions indented every value. */
  @Test
  void readsBothFormsToTheSameAndWritesEachRunOnALine() throws IOException {
    Baseline baseline = Baseline.of("s", List.of(run(), run()), null, FIRST, Map.of("time", 0.1));
    Path lines = folder.resolve("lines.json");
    baseline.write(lines);
    assertThat(Files.readAllLines(lines))
        .filteredOn(line -> line.contains("\"loss\""))
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"curves\":"));
    Path indented = Files.writeString(folder.resolve("indented.json"), Json.pretty(baseline));
    assertThat(Baseline.read(lines)).isEqualTo(Baseline.read(indented)).isEqualTo(baseline);
  }

  @Test
  void ourOwnIsAsItWouldBeWritten() throws IOException {
    Path ours = Path.of("../baselines/smoke.json");
    Path again = folder.resolve("again.json");
    Baseline.read(ours).write(again);
    assertThat(again).hasSameTextualContentAs(ours);
  }

  @Test
  void aPartIsRenewedInItsPlaceAndTheRestIsKept() {
    Baseline whole =
        Baseline.of("s", List.of(run(1), run(2), run(3)), null, FIRST, Map.of("time", 0.3));
    Baseline.Reason reason = new Baseline.Reason(Instant.EPOCH, "the second alone");
    RunRecord renewed = RunRecord.failure("lora", run(2).spec(), RunStatus.SUCCEEDED, "", AGAIN);
    Baseline part =
        Baseline.of("s", List.of(renewed, run(4)), whole, reason, Map.of()).fillingIn(whole);
    assertThat(part.runs()).extracting(run -> run.spec().seed()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(part.runs())
        .extracting(RunRecord::started)
        .containsExactly(Instant.EPOCH, AGAIN, Instant.EPOCH, Instant.EPOCH);
    assertThat(part.reasons()).containsExactly(FIRST, reason);
    assertThat(part.margins()).isEqualTo(whole.margins());
  }

  @Test
  void keepsOfARunWhatACheckLooksAt() {
    RunRecord kept = Baseline.of("s", List.of(run()), null, FIRST, Map.of()).runs().get(0);
    assertThat(kept.curve("loss").orElseThrow().steps()).hasSize(Baseline.EARLY_LOSSES);
    assertThat(kept.curve("gradient_norm")).isEmpty();
    assertThat(kept.notes()).isEmpty();
  }

  @Test
  void refusesWhatCanNotBeABaseline() {
    assertThatThrownBy(() -> new Baseline.Reason(Instant.EPOCH, " "))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--reason");
    assertThatThrownBy(() -> Baseline.of("s", List.of(), null, FIRST, Map.of()))
        .hasMessage("there is no run of suite s to make a baseline of");
    RunRecord failed =
        RunRecord.failure("lora", run().spec(), RunStatus.FAILED, "no luck", Instant.EPOCH);
    assertThatThrownBy(() -> Baseline.of("s", List.of(failed), null, FIRST, Map.of()))
        .hasMessage("lora on parity, seed 1, ended as FAILED and can't be a baseline: no luck");
    assertThatThrownBy(() -> Baseline.of("s", List.of(run()), null, FIRST, Map.of("time", 1.5)))
        .hasMessage("margin of time must lie in (0, 1), got 1.5");
    Baseline other = Baseline.of("other", List.of(run()), null, FIRST, Map.of());
    assertThatThrownBy(() -> Baseline.of("s", List.of(run()), other, FIRST, Map.of()))
        .hasMessage("the baseline is of suite other, not of s: name another file");
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    Path file = folder.resolve("b.json");
    assertThatThrownBy(() -> Baseline.read(file)).hasMessageContaining("peftbench baseline update");
    Files.writeString(file, "{\n\"schema\": 1,\n\"sui");
    assertThatThrownBy(() -> Baseline.read(file)).hasMessageContaining("is damaged (line 3)");
    Files.writeString(
        file, "{\"schema\": 99, \"suite\": \"s\", \"reasons\": [], \"margins\": {}, \"runs\": []}");
    assertThatThrownBy(() -> Baseline.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("schema 99");
  }

  private static RunRecord run() {
    return run(1);
  }

  private static RunRecord run(long seed) {
    List<Integer> steps = IntStream.rangeClosed(1, 30).boxed().toList();
    List<Double> values = Collections.nCopies(30, 0.5);
    return new RunRecord(
        RunRecord.SCHEMA,
        "lora",
        new RunSpec(
            RunSpec.SCHEMA,
            new RunSpec.Backbone("tiny", "d1"),
            new RunSpec.Task("parity", 1, "d2", null, null),
            new RunSpec.Method("lora", Json.MAPPER.createObjectNode()),
            Protocol.DEFAULT,
            seed,
            "float32",
            2),
        RunStatus.SUCCEEDED,
        null,
        Instant.EPOCH,
        null,
        "accuracy",
        List.of(),
        List.of(
            new Curve("loss", steps, values, values),
            new Curve("gradient_norm", steps, values, values)),
        Map.of("suite", "s"),
        null);
  }
}
