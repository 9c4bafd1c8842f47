package org.peftbench.harness.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.harness.suite.Hardware;
import org.peftbench.harness.train.AdapterCard;
import org.peftbench.harness.train.AdapterFiles;
import org.peftbench.models.HeadKind;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.weights.SafetensorsFile;
import org.peftbench.results.base.Digest;
import org.peftbench.results.base.Folders;
import org.peftbench.results.base.Json;

/**
 * Adapters that peft saved are read, answer as peft answers, and are written as peft wrote them;
 * what peft loads of ours, and how near its logits are, stands in {@code
 * src/test/fixtures/exchange/transcript.txt}, made by the script beside it from what this test
 * leaves in {@code target/exchange}.
 */
class ExchangeTest {
  private static final Path EXPORTS = Path.of("target", "exchange").toAbsolutePath();
  private static final Path TRANSCRIPT = Path.of("src/test/fixtures/exchange/transcript.txt");

  /** Where our numbers are computed on the way out, so that bytes may differ between machines. */
  private static final Set<String> COMPUTED =
      Set.of("made-p-tuning-mlp", "made-p-tuning-lstm", "made-prefix-tuning-mlp");

  @TempDir Path folder;
  private ModelFiles tiny;

  @BeforeEach
  void checkpoint() throws IOException {
    tiny = TinyCheckpoint.write(folder.resolve("tiny"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lora",
        "lora-pattern",
        "rslora",
        "dora",
        "adalora",
        "ia3",
        "ln-tuning",
        "loha",
        "lokr",
        "lokr-both",
        "oft",
        "oft-exact",
        "boft",
        "boft-butterfly",
        "vera",
        "fourierft",
        "prompt-tuning",
        "p-tuning",
        "prefix-tuning",
        "prefix-tuning-mlp"
      })
  void readsAndWritesWhatPeftSaved(String name) throws IOException {
    Path theirs = TinyCheckpoint.resource(name);
    Path imported = folder.resolve("imported");
    PeftImport.write(tiny, theirs, Hardware.USUAL, imported);
    List<String> answers = answers(tiny, imported);
    Logits.assertClose(answers, theirs.resolve("logits.safetensors"));

    Path exported = export(tiny, imported, name, answers);
    assertDigest(name, exported);
    if (!name.equals("adalora")) { // peft leaves out the parts that were taken away
      assertThat(AdapterFiles.digest(exported)).isEqualTo(AdapterFiles.digest(theirs));
    }
    Path again = folder.resolve("again");
    PeftImport.write(tiny, exported, Hardware.USUAL, again);
    assertThat(answers(tiny, again)).isEqualTo(answers);
  }

  /** Without an adapter a checkpoint that writes is asked as it is. */
  @Test
  void aLanguageModelWrites() throws IOException {
    Path checkpoint = folder.resolve("llama");
    TinyCheckpoint.copy(TinyCheckpoint.MODELS.resolve("decoder/llama"), checkpoint);
    Path rows = folder.resolve("rows.jsonl");
    Files.writeString(rows, "{\"text\": \"the dog ran\", \"id\": \"a\"}\n{\"input_ids\": [5]}\n");
    ModelFiles files = TinyCheckpoint.at(checkpoint);
    List<String> alone = new Predictions(false, 1).of(files, null, rows);
    assertThat(new Predictions(false, 2).of(files, null, rows)).isEqualTo(alone);
    JsonNode first = Json.MAPPER.readTree(alone.get(0));
    assertThat(first.get("id").asText()).isEqualTo("a");
    assertThat(first.get("text").asText().split(" ")).hasSizeBetween(1, 48 / 4);
    assertThat(first.has("logits")).isFalse();
  }

  /** What our methods make that peft, too, can load, but doesn't save in this form. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pissa",
        "olora",
        "lora-fa",
        "loftq",
        "loftq-2bit",
        "qlora",
        "p-tuning-mlp",
        "p-tuning-lstm",
        "prefix-tuning-mlp"
      })
  void writesWhatPeftLoads(String fixture) throws IOException {
    Path adapter = folder.resolve("adapter");
    MadeAdapter.ofParity(tiny, fixture, adapter);
    List<String> answers = answers(tiny, adapter);
    String name = "made-" + fixture;
    Path exported = export(tiny, adapter, name, answers);
    if (!COMPUTED.contains(name)) {
      assertDigest(name, exported);
    }
    ModelFiles base =
        Files.exists(exported.resolve("base")) ? TinyCheckpoint.at(exported.resolve("base")) : tiny;
    Path again = folder.resolve("again");
    PeftImport.write(base, exported, Hardware.USUAL, again);
    Logits.assertClose(answers(base, again), answers);
  }

  /** Of the places that a method names by default, BERT has no gates. */
  @ParameterizedTest
  @ValueSource(strings = {"qlora", "loftq"})
  void writesTheDefaultPlacesThatTheNetworkHas(String method) throws IOException {
    Path adapter = folder.resolve("adapter");
    ObjectNode sizes = Json.MAPPER.createObjectNode().put("rank", 4);
    new MadeAdapter(tiny, method, sizes, HeadKind.SEQUENCE).wavy(adapter);
    Path exported = folder.resolve("exported");
    PeftExport.write(tiny, adapter, Hardware.USUAL, exported, note -> {});
    JsonNode modules =
        Json.MAPPER.readTree(exported.resolve(AdapterFiles.CONFIG).toFile()).get("target_modules");
    assertThat(modules).hasSize(2 * 6); // layers, linear maps of each
    ModelFiles base = TinyCheckpoint.at(exported.resolve("base"));
    Path again = folder.resolve("again");
    PeftImport.write(base, exported, Hardware.USUAL, again);
    Logits.assertClose(answers(base, again), answers(tiny, adapter));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lora", "dora", "adalora", "ia3", "ln-tuning", "vera", "boft"})
  void aMergedCheckpointAnswersLikeItsAdapter(String name) throws IOException {
    Path imported = folder.resolve("imported");
    PeftImport.write(tiny, TinyCheckpoint.resource(name), Hardware.USUAL, imported);
    String merged = "merged-" + name;
    Path out = fresh(EXPORTS.resolve(merged));
    MergedCheckpoint.write(tiny, imported, Hardware.USUAL, out, note -> {});
    List<String> answers = answers(TinyCheckpoint.at(out), null);
    Logits.assertClose(answers, answers(tiny, imported));
    keep(merged, answers);
    JsonNode config = Json.MAPPER.readTree(out.resolve("config.json").toFile());
    assertThat(config.at("/architectures/0").asText()).isEqualTo("BertForSequenceClassification");
    assertThat(config.at("/id2label/2").asText()).isEqualTo("LABEL_2");
    assertThat(out.resolve("vocab.txt")).hasSameBinaryContentAs(tiny.folder().resolve("vocab.txt"));
  }

  /** A scaled token embedding folds into its table where that does nothing else. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "decoder/bloom | SEQUENCE | {\"degree\": 1}",
        "decoder/gpt2-untied | CAUSAL_LM | {\"degree\": 1}",
        "decoder/bloom | CAUSAL_LM | {\"degree\": 1, \"targets\": [\"query\", \"ffn_up\"]}"
      })
  void aScaledNetworkIsMerged(String network, HeadKind head, String config) throws IOException {
    Path checkpoint = folder.resolve("family");
    TinyCheckpoint.copy(TinyCheckpoint.MODELS.resolve(network), checkpoint);
    ModelFiles files = TinyCheckpoint.at(checkpoint);
    Path adapter = folder.resolve("adapter");
    ObjectNode settings = (ObjectNode) Json.MAPPER.readTree(config);
    new MadeAdapter(files, "propulsion", settings, head).wavy(adapter);
    Path merged = folder.resolve("merged");
    MergedCheckpoint.write(files, adapter, Hardware.USUAL, merged, note -> {});
    Path rows = folder.resolve("rows.jsonl");
    Files.writeString(rows, "{\"text\": \"the dog ran\"}\n{\"input_ids\": [5, 9]}\n");
    Logits.assertClose(
        new Predictions(true, 8).of(TinyCheckpoint.at(merged), null, rows),
        new Predictions(true, 8).of(files, adapter, rows));
  }

  @ParameterizedTest
  @CsvSource({"float64, 1e-5", "float16, 1e-2"})
  void otherNumericTypesAnswerAlikeAndAreSaved(String dtype, double tolerance) throws IOException {
    Path imported = folder.resolve("imported");
    PeftImport.write(tiny, TinyCheckpoint.resource("lora"), Hardware.USUAL, imported);
    double[] usual = Logits.of(answers(tiny, imported));
    Hardware hardware = new Hardware(null, dtype);
    Path rows = TinyCheckpoint.resource("rows.jsonl");
    assertThat(Logits.of(new Predictions(true, 8, hardware).of(tiny, imported, rows)))
        .containsExactly(usual, within(tolerance));

    Path merged = folder.resolve("merged");
    MergedCheckpoint.write(tiny, imported, hardware, merged, note -> {});
    JsonNode config = Json.MAPPER.readTree(merged.resolve("config.json").toFile());
    assertThat(config.path("torch_dtype").asText()).isEqualTo(dtype);
    assertThat(Logits.of(answers(TinyCheckpoint.at(merged), null)))
        .containsExactly(usual, within(tolerance));
    Path exported = folder.resolve("exported");
    PeftExport.write(tiny, imported, hardware, exported, note -> {});
    Path again = folder.resolve("again");
    PeftImport.write(tiny, exported, Hardware.USUAL, again);
    assertThat(Logits.of(answers(tiny, again))).containsExactly(usual, within(tolerance));

    Path typed = folder.resolve("typed");
    AdapterCard card = PeftImport.write(tiny, TinyCheckpoint.resource("lora"), hardware, typed);
    assertThat(card.dtype()).isEqualTo(dtype);
    assertThat(Logits.of(answers(tiny, typed))).containsExactly(usual, within(tolerance));
  }

  @Test
  void whereClassifiersPoolOtherwiseTheHeadGoesBeside() throws IOException {
    ModelFiles mean =
        TinyCheckpoint.write(
            folder.resolve("mean"),
            config -> config.replaceFirst("\\{", "{\"pooling\": \"mean\","));
    Path imported = folder.resolve("imported");
    PeftImport.write(mean, TinyCheckpoint.resource("lora"), Hardware.USUAL, imported);
    List<String> answers = answers(mean, imported);
    List<String> notes = new ArrayList<>();
    Path out = fresh(EXPORTS.resolve("mean-lora"));
    PeftExport.write(mean, imported, Hardware.USUAL, out, notes::add);
    keep("mean-lora", answers);
    assertThat(notes).singleElement().asString().contains("head.safetensors");
    assertThat(Json.MAPPER.readTree(out.resolve("adapter_config.json").toFile()).get("task_type"))
        .hasToString("\"FEATURE_EXTRACTION\"");
    try (SafetensorsFile head = SafetensorsFile.open(out.resolve("head.safetensors"))) {
      assertThat(head.names()).containsExactly("classifier.bias", "classifier.weight");
    }
    assertDigest("mean-lora", out);
  }

  /** Prefix and head have other names in each family, and in some no head is trained. */
  @ParameterizedTest
  @CsvSource({
    "parity/roberta, lora, SEQUENCE",
    "parity/distilbert, lora, SEQUENCE",
    "parity/electra, lora, SEQUENCE",
    "parity/deberta-v3, lora, SEQUENCE",
    "decoder/llama, lora, SEQUENCE",
    "parity/roberta, ia3, TOKEN",
    "parity/deberta-v3, lora, SPAN",
    "parity/roberta, lora, CHOICE",
    "parity/distilbert, lora, CHOICE",
    "parity/electra, ia3, CHOICE",
    "parity/deberta-v3, lora, CHOICE",
    "decoder/llama, lora, CAUSAL_LM",
    "decoder/llama, ia3, CAUSAL_LM",
    "decoder/llama, prompt-tuning, CAUSAL_LM",
    "decoder/llama, prefix-tuning, CAUSAL_LM",
    "decoder/mistral, dora, CAUSAL_LM",
    "decoder/bloom, ln-tuning, CAUSAL_LM",
    "parity/bart, lora, SEQ2SEQ_LM",
    "parity/t5, ia3, SEQ2SEQ_LM"
  })
  void writesAdaptersOfOtherFamilies(String family, String method, HeadKind head)
      throws IOException {
    Path checkpoint = folder.resolve(family);
    TinyCheckpoint.copy(TinyCheckpoint.MODELS.resolve(family), checkpoint);
    ModelFiles files = TinyCheckpoint.at(checkpoint);
    ObjectNode sizes = Json.MAPPER.createObjectNode();
    if (method.equals("lora") || method.equals("dora")) {
      sizes.put("rank", 2);
    } else if (method.startsWith("pr")) {
      sizes.put("virtual_tokens", 3);
    }
    if (method.equals("prefix-tuning")) {
      sizes.put("shift_positions", true);
    }
    Path adapter = folder.resolve("adapter");
    new MadeAdapter(files, method, sizes, head).wavy(adapter);
    // Types and hidden first tokens are not for all of them; decoders of transformers find the last
    // token of a text by the padding's id alone.
    int given = family.startsWith("decoder") && head == HeadKind.SEQUENCE ? 2 : 3;
    List<String> rows = new ArrayList<>();
    for (String line :
        Files.readAllLines(TinyCheckpoint.resource("rows.jsonl")).subList(0, given)) {
      ObjectNode row = (ObjectNode) Json.MAPPER.readTree(line);
      row.remove("token_type_ids");
      rows.add(row.toString());
    }
    Path input = Files.write(folder.resolve("rows.jsonl"), rows);
    List<String> answers = new Predictions(true, 8).of(files, adapter, input);
    String name = "family-" + family.replaceFirst(".*/", "") + "-" + method + "-" + head.name();
    Path exported = export(files, adapter, name, answers);
    assertDigest(name, exported);
    if (head.peftTask() != null) { // else nothing in the file says which head it is
      Path again = folder.resolve("again");
      PeftImport.write(files, exported, Hardware.USUAL, again);
      assertThat(Logits.of(new Predictions(true, 8).of(files, again, input)))
          .isEqualTo(Logits.of(answers));
    }

    if (method.equals("lora") || method.equals("ia3")) {
      Path merged = fresh(EXPORTS.resolve("merged-" + name));
      MergedCheckpoint.write(files, adapter, Hardware.USUAL, merged, note -> {});
      List<String> whole = new Predictions(true, 8).of(TinyCheckpoint.at(merged), null, input);
      Logits.assertClose(whole, answers);
      keep("merged-" + name, whole);
    }
  }

  /** A prompt is as wide as what it stands before, which in ELECTRA is narrower than the states. */
  @ParameterizedTest
  @ValueSource(strings = {"prompt-tuning", "p-tuning"})
  void writesPromptsAsWideAsTheEmbeddings(String method) throws IOException {
    Path checkpoint = folder.resolve("narrow");
    TinyCheckpoint.copy(TinyCheckpoint.MODELS.resolve("parity/electra-narrow"), checkpoint);
    ModelFiles narrow = TinyCheckpoint.at(checkpoint);
    Path adapter = folder.resolve("adapter");
    ObjectNode sizes = Json.MAPPER.createObjectNode().put("virtual_tokens", 5);
    new MadeAdapter(narrow, method, sizes, HeadKind.SEQUENCE).wavy(adapter);
    Path exported = folder.resolve("exported");
    PeftExport.write(narrow, adapter, Hardware.USUAL, exported, note -> {});
    JsonNode settings = Json.MAPPER.readTree(exported.resolve(AdapterFiles.CONFIG).toFile());
    assertThat(settings.get("token_dim").asInt()).isEqualTo(12);
    try (SafetensorsFile file = SafetensorsFile.open(exported.resolve(AdapterFiles.WEIGHTS))) {
      assertThat(file.info("prompt_embeddings").shape()).isEqualTo(new Shape(5, 12));
    }
    Path again = folder.resolve("again");
    PeftImport.write(narrow, exported, Hardware.USUAL, again);
    Logits.assertClose(answers(narrow, again), answers(narrow, adapter));
  }

  private static Path export(ModelFiles files, Path adapter, String name, List<String> answers)
      throws IOException {
    Path out = fresh(EXPORTS.resolve(name));
    PeftExport.write(files, adapter, Hardware.USUAL, out, note -> {});
    keep(name, answers);
    return out;
  }

  private static void keep(String name, List<String> answers) throws IOException {
    Files.write(EXPORTS.resolve(name + ".jsonl"), answers);
  }

  private static Path fresh(Path out) throws IOException {
    Folders.delete(out);
    return out;
  }

  private static List<String> answers(ModelFiles files, Path adapter) throws IOException {
    return new Predictions(true, 8).of(files, adapter, TinyCheckpoint.resource("rows.jsonl"));
  }

  /** peft has loaded exactly these bytes. */
  private static void assertDigest(String name, Path exported) throws IOException {
    String digest = Digest.of(exported.resolve(AdapterFiles.WEIGHTS));
    assertThat(Files.readAllLines(TRANSCRIPT))
        .as(name)
        .anyMatch(line -> line.startsWith(name + " ") && line.endsWith(digest));
  }
}
