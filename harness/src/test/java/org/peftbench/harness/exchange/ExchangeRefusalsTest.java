package org.peftbench.harness.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftbench.harness.suite.Hardware;
import org.peftbench.harness.train.AdapterCard;
import org.peftbench.harness.train.AdapterFiles;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.HeadKind;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.TaskDefinition.Kind;

/** What can't be exchanged is refused in one line, and nothing is written. */
class ExchangeRefusalsTest {
  @TempDir Path folder;
  private ModelFiles tiny;
  private Path out;

  @BeforeEach
  void checkpoint() throws IOException {
    tiny = TinyCheckpoint.write(folder.resolve("tiny"));
    out = folder.resolve("out");
  }

  @Test
  void mergingWhatDoesNotFoldIntoWeights() throws IOException {
    Path prompt = imported("prompt-tuning");
    assertRefused(
        () -> MergedCheckpoint.write(tiny, prompt, Hardware.USUAL, out, note -> {}),
        "prompt-tuning does not fold into the weights of a network, so it can't be merged");
  }

  /** Propulsion scales what a token embedding gives, and no scores that are made of its table. */
  @ParameterizedTest
  @CsvSource({
    "decoder/bloom, CAUSAL_LM, word_embeddings",
    "decoder/gpt2, CAUSAL_LM, wte",
    "parity/bart, SEQ2SEQ_LM, shared",
    "parity/t5, SEQ2SEQ_LM, shared"
  })
  void mergingATableThatScoresTheVocabularyToo(String network, HeadKind head, String table)
      throws IOException {
    ModelFiles files = family(network);
    Path adapter = folder.resolve("adapter");
    new MadeAdapter(files, "propulsion", Json.MAPPER.createObjectNode(), head).wavy(adapter);
    assertRefused(
        () -> MergedCheckpoint.write(files, adapter, Hardware.USUAL, out, note -> {}),
        "propulsion scales the vectors of " + table + " but not the vocabulary's scores",
        "targets without token_embedding fold",
        "can't be merged: use the adapter as it is");
  }

  @Test
  void mergingNumbersThatAreNotFinite() throws IOException {
    Path adapter =
        fresh(
            "ia3",
            "{}",
            (model, ops) ->
                model
                    .learner()
                    .adaptation()
                    .trainables()
                    .forEach(
                        t -> ops.assign(t.array(), ops.full(t.array().getShape(), Double.NaN))));
    assertRefused(
        () -> MergedCheckpoint.write(tiny, adapter, Hardware.USUAL, out, note -> {}),
        "would hold NaN or infinite numbers");
    assertRefused(() -> predict(adapter, rows("{\"text\": \"dog\"}")), "row 0: the model gives");
  }

  @Test
  void anAdapterOfAnotherBackboneNamesBothDigests() throws IOException {
    Path adapter = imported("lora");
    ModelFiles other =
        TinyCheckpoint.write(folder.resolve("other"), config -> config.replace("1e-12", "1e-6"));
    assertThat(other.digest()).isNotEqualTo(tiny.digest());
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> MergedCheckpoint.write(other, adapter, Hardware.USUAL, out, note -> {}),
            () -> PeftExport.write(other, adapter, Hardware.USUAL, out, note -> {}),
            () -> new Predictions(false, 1).of(other, adapter, rows("{\"text\": \"dog\"}")))) {
      assertRefused(call, tiny.digest(), other.digest(), "name the backbone it was trained on");
    }
  }

  @Test
  void anAdapterThatIsCutShort() throws IOException {
    Path adapter = imported("lora");
    Path weights = adapter.resolve(AdapterFiles.WEIGHTS);
    byte[] whole = Files.readAllBytes(weights);
    for (int length : new int[] {0, 7, 200, whole.length - 1}) {
      Files.write(weights, Arrays.copyOf(whole, length));
      assertRefused(
          () -> MergedCheckpoint.write(tiny, adapter, Hardware.USUAL, out, note -> {}),
          weights.toString());
      assertRefused(
          () -> PeftExport.write(tiny, adapter, Hardware.USUAL, out, note -> {}),
          weights.toString());
      assertRefused(() -> predict(adapter, rows("{\"text\": \"dog\"}")), weights.toString());
    }
    Path theirs = folder.resolve("theirs");
    Files.createDirectory(theirs);
    Files.copy(
        TinyCheckpoint.resource("lora").resolve(AdapterFiles.CONFIG),
        theirs.resolve(AdapterFiles.CONFIG));
    Files.write(theirs.resolve(AdapterFiles.WEIGHTS), Arrays.copyOf(whole, whole.length / 2));
    assertRefused(() -> PeftImport.write(tiny, theirs, Hardware.USUAL, out), AdapterFiles.WEIGHTS);
  }

  @Test
  void settingsThatAreDamaged() throws IOException {
    Path adapter = imported("lora");
    Files.writeString(adapter.resolve(AdapterFiles.CONFIG), "{\"peft_type\": \"LORA\",");
    assertRefused(
        () -> PeftExport.write(tiny, adapter, Hardware.USUAL, out, note -> {}),
        AdapterFiles.CONFIG + ":1:");
    Files.delete(adapter.resolve(AdapterFiles.CONFIG));
    assertRefused(
        () -> PeftExport.write(tiny, adapter, Hardware.USUAL, out, note -> {}), "holds no adapter");
  }

  @Test
  void anAdapterThatPeftSavedMustBeImported() {
    Path theirs = TinyCheckpoint.resource("lora");
    assertRefused(
        () -> MergedCheckpoint.write(tiny, theirs, Hardware.USUAL, out, note -> {}),
        "was not saved by peftbench: read it with 'peftbench import' first");
  }

  @Test
  void aMethodThatPeftLacksListsThoseItHas() throws IOException {
    Path adapter = fresh("propulsion", "{}", (model, ops) -> {});
    assertRefused(
        () -> PeftExport.write(tiny, adapter, Hardware.USUAL, out, note -> {}),
        "peft has no method that computes what propulsion does; those that can be exported:"
            + " adalora, boft, dora, fourierft, ia3, ln-tuning, loftq, loha, lokr, lora, lora-fa,"
            + " oft, olora, p-tuning, pissa, prefix-tuning, prompt-tuning, qlora, rslora, vera");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prefix-tuning | {\"virtual_tokens\": 4} | train with shift_positions true to export it",
        "prompt-tuning | {\"virtual_tokens\": 4, \"pool_prompt\": false} | pool_prompt true",
        "p-tuning | {\"virtual_tokens\": 4, \"pool_prompt\": false} | pool_prompt true"
      })
  void whatPeftComputesOtherwise(String method, String config, String remedy) throws IOException {
    Path adapter = fresh(method, config, (model, ops) -> {});
    assertRefused(() -> PeftExport.write(tiny, adapter, Hardware.USUAL, out, note -> {}), remedy);
  }

  @ParameterizedTest
  @CsvSource({"parity/bart, SEQ2SEQ_LM", "parity/t5, SEQ2SEQ_LM", "parity/t5, SEQUENCE"})
  void prefixesOfSeveralStacks(String network, HeadKind head) throws IOException {
    ModelFiles files = family(network);
    ObjectNode config =
        Json.MAPPER.createObjectNode().put("virtual_tokens", 3).put("shift_positions", true);
    Path adapter = folder.resolve("adapter");
    new MadeAdapter(files, "prefix-tuning", config, head).wavy(adapter);
    assertRefused(
        () -> PeftExport.write(files, adapter, Hardware.USUAL, out, note -> {}),
        "this adapter has prefixes in encoder, decoder, cross: its logits would differ; use the");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lora-unsupported | {} | all sites of a role or none",
        "lora | {\"task_type\": \"QUESTION_ANS\"} | brings its head",
        "lora | {\"lora_bias\": true} | lora_bias = true have no counterpart",
        "lora | {\"init_lora_weights\": \"pissa\"} | which makes it plain LoRA",
        "lora | {\"use_dora\": true, \"use_rslora\": true} | has no counterpart",
        "lora | {\"peft_type\": \"HRA\"} | types that have: ADALORA, BOFT"
      })
  void whatPeftSavedAndHasNoCounterpart(String name, String changes, String complaint)
      throws IOException {
    Path theirs = folder.resolve("theirs");
    Files.createDirectory(theirs);
    Path source = TinyCheckpoint.resource(name);
    Files.copy(source.resolve(AdapterFiles.WEIGHTS), theirs.resolve(AdapterFiles.WEIGHTS));
    ObjectNode settings =
        (ObjectNode) Json.MAPPER.readTree(source.resolve(AdapterFiles.CONFIG).toFile());
    settings.setAll((ObjectNode) Json.MAPPER.readTree(changes));
    Files.writeString(theirs.resolve(AdapterFiles.CONFIG), Json.pretty(settings));
    assertRefused(() -> PeftImport.write(tiny, theirs, Hardware.USUAL, out), complaint);
  }

  @Test
  void aPickledAdapter() throws IOException {
    Path theirs = folder.resolve("theirs");
    Files.createDirectory(theirs);
    Files.writeString(theirs.resolve(AdapterFiles.CONFIG), "{\"peft_type\": \"LORA\"}");
    Files.write(theirs.resolve("adapter_model.bin"), new byte[] {1});
    assertRefused(
        () -> PeftImport.write(tiny, theirs, Hardware.USUAL, out), "save the adapter with safe_");
  }

  @Test
  void aPlaceWhereSomethingIs() throws IOException {
    Path adapter = imported("lora");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> PeftExport.write(tiny, adapter, Hardware.USUAL, adapter, note -> {}))
        .withMessageContaining("is not empty: name a new folder with --out");
    Files.createFile(out);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> MergedCheckpoint.write(tiny, adapter, Hardware.USUAL, out, note -> {}))
        .withMessageContaining("is no folder");
  }

  @Test
  void aCheckpointWithoutAHead() throws IOException {
    Path merged = folder.resolve("headless");
    Files.createDirectories(merged);
    try (OpenModel model = OpenModel.plain(tiny, Hardware.USUAL);
        Ops ops = model.ops()) {
      MergedCheckpoint.write(
          merged,
          ops,
          tiny,
          MergedCheckpoint.weights(ops, model.learner(), Map.of()),
          MergedCheckpoint.config(tiny, model.card()));
    }
    assertRefused(
        () ->
            new Predictions(false, 1)
                .of(TinyCheckpoint.at(merged), null, rows("{\"text\": \"dog\"}")),
        "it has no head to answer with: name an adapter with --adapter");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"text\": \"dog\" | rows.jsonl:2: column",
        "[1] | rows.jsonl:2: a row is a JSON object",
        "{\"txet\": \"dog\"} | rows.jsonl:2: Unknown key 'txet'. Did you mean text?",
        "{} | rows.jsonl:2: a row has either text or input_ids",
        "{\"text\": \"dog\", \"input_ids\": [2]} | rows.jsonl:2: a row has either",
        "{\"text\": 5} | rows.jsonl:2: text must be text, got 5",
        "{\"text\": \"dog\", \"attention_mask\": [1]} | rows.jsonl:2: attention_mask and",
        "{\"input_ids\": [2, 50]} | rows.jsonl:2: input_ids[1] must be a whole number in [0, 50)",
        "{\"input_ids\": [2.5]} | rows.jsonl:2: input_ids[0] must be a whole number",
        "{\"input_ids\": 2} | rows.jsonl:2: input_ids must be a list",
        "{\"input_ids\": []} | rows.jsonl:2: input_ids must be 1 to 32 tokens, got 0",
        "{\"input_ids\": [2, 3], \"attention_mask\": [1]} | rows.jsonl:2: 2 input_ids need",
        "{\"input_ids\": [2], \"attention_mask\": [0]} | rows.jsonl:2: attention_mask hides",
        "{\"input_ids\": [2], \"token_type_ids\": [2]} | rows.jsonl:2: token_type_ids[0] must",
        "{\"input_ids\": [2], \"pair\": \"dog\"} | rows.jsonl:2: pair belongs to text"
      })
  void rowsThatAreMalformed(String row, String complaint) throws IOException {
    Path input = rows("{\"text\": \"dog\"}", row);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> new Predictions(false, 1).of(tiny, null, input))
        .withMessageContaining(complaint);
  }

  @Test
  void aFileOfNoRows() throws IOException {
    assertRefused(() -> predict(imported("lora"), rows("")), "holds no rows");
  }

  private List<String> predict(Path adapter, Path input) throws IOException {
    return new Predictions(false, 1).of(tiny, adapter, input);
  }

  private Path rows(String... lines) throws IOException {
    return Files.write(folder.resolve("rows.jsonl"), List.of(lines));
  }

  private Path imported(String name) throws IOException {
    Path imported = folder.resolve("imported");
    PeftImport.write(tiny, TinyCheckpoint.resource(name), Hardware.USUAL, imported);
    return imported;
  }

  private ModelFiles family(String network) throws IOException {
    Path checkpoint = folder.resolve("family");
    TinyCheckpoint.copy(TinyCheckpoint.MODELS.resolve(network), checkpoint);
    return TinyCheckpoint.at(checkpoint);
  }

  /** Changes a model that is about to be saved. */
  @FunctionalInterface
  private interface Change {
    void apply(OpenModel model, Ops ops);
  }

  private Path fresh(String method, String config, Change change) throws IOException {
    AdapterCard card =
        new AdapterCard(
            new RunSpec.Backbone(tiny.id(), tiny.digest()),
            new RunSpec.Method(
                method,
                PeftMethods.named(method).complete((ObjectNode) Json.MAPPER.readTree(config))),
            Kind.REGRESSION,
            HeadKind.SEQUENCE,
            List.of(),
            32,
            "float32",
            null);
    Path adapter = folder.resolve("adapter");
    try (OpenModel model = OpenModel.fresh(tiny, card, Hardware.USUAL);
        Ops ops = model.ops()) {
      change.apply(model, ops);
      AdapterFiles.save(adapter, model.learner(), card);
    }
    return adapter;
  }

  private void assertRefused(ThrowingCallable call, String... complaints) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.getMessage()).contains(complaints).doesNotContain("\n"));
    assertThat(out).doesNotExist();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .as("nothing half-written")
          .noneMatch(name -> name.startsWith("."));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
