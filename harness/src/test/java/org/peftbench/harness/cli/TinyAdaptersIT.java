package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.harness.exchange.TinyCheckpoint;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.Json;

/** What can be done with the adapter that a run left, and what it is refused for. */
class TinyAdaptersIT extends TinyRuns {
  @Test
  void aTrainedAdapterIsExportedMergedAndAsked() throws IOException {
    RunRecord record = run("{method: lora, config: {rank: 2}}", "[1]");
    String id = record.spec().id();
    String store = store();
    assertThat(peftbench("export", id.substring(0, 6), store, "--out=" + folder.resolve("peft")))
        .as(err.toString())
        .isZero();
    String merged = folder.resolve("merged").toString();
    assertThat(peftbench("merge", id, store, "--out=" + merged)).as(err.toString()).isZero();
    String again = folder.resolve("again").toString();
    String model = "--model=" + folder.resolve("tiny");
    assertThat(peftbench("import", folder.resolve("peft").toString(), model, "--out=" + again))
        .as(err.toString())
        .isZero();

    Path rows = Files.writeString(folder.resolve("rows.jsonl"), "{\"text\": \"the dog w10 w20\"}");
    String input = "--input=" + rows;
    String adapter = folder.resolve("runs").resolve(id).resolve("adapter").toString();
    String answer = answer("predict", model, "--adapter=" + adapter, input);
    assertThat(answer).startsWith("{\"id\":\"0\",\"label\":\"").endsWith("]}\n");
    String label = Json.MAPPER.readTree(answer).get("label").asText();
    assertThat(label).isIn("unacceptable", "acceptable");
    assertThat(answer("predict", "--model=" + merged, input)).contains(label);
    assertThat(answer("predict", model, "--adapter=" + again, input, "--logits"))
        .contains("\"logits\":[");
    assertThat(RunStore.existing(folder.resolve("runs")).predictions(record).get(0).predicted())
        .isIn("unacceptable", "acceptable");
  }

  @Test
  void anAdapterOfAnotherBackboneStartsNothing() throws IOException {
    RunRecord record = run("{method: ia3}", "[1]");
    Path adapter = folder.resolve("runs").resolve(record.spec().id()).resolve("adapter");
    TinyCheckpoint.write(folder.resolve("other"), config -> config.replace("1e-12", "1e-6"));
    String init = "{method: ia3, init: '%s'}".formatted(adapter);
    assertThat(command("other", init, "[1]")).isEqualTo(2);
    assertThat(err.toString())
        .contains(record.spec().backbone().digest(), "name the backbone it was trained on");
    err.getBuffer().setLength(0);
    String other = "{method: ia3, config: {targets: [key], feedforward: []}, init: '%s'}";
    assertThat(command("tiny", other.formatted(adapter), "[1]")).isEqualTo(2);
    assertThat(err.toString()).contains("give both the same method and config");
  }

  @Test
  void aRunThatFailedHasNothingToMerge() throws IOException {
    RunRecord made = run("{method: lora, config: {rank: 2}}", "[1]");
    RunStore.existing(folder.resolve("runs"))
        .save(
            RunRecord.failure(
                made.label(), made.spec(), RunStatus.FAILED, "no luck", made.started()),
            List.of());
    assertThat(peftbench("merge", made.spec().id(), store(), "--out=x")).isEqualTo(2);
    assertThat(err.toString()).contains("ended as FAILED and left no adapter");
  }
}
