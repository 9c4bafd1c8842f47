package org.peftbench.models.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.models.weights.SafetensorsFile;
import org.peftbench.results.base.Folders;
import org.peftbench.results.base.UserError;

class CheckpointConverterTest {
  private static final int PARAMETERS = 1408;
  private static final int HEAD_PARAMETERS = 126;

  private static final String ONNX =
      """
      name: tiny
      title: A tiny BERT
      artifact: org.example:tiny-bert:1.0
      parameters: %d
      licence: Apache-2.0
      format: onnx
      weights: tiny.onnx
      tokenizer: tiny.json
      config: {model_type: bert, hidden_size: 8}
      """;
  private static final String TENSORFLOW =
      ONNX.replace("format: onnx", "format: tensorflow")
          .replace("tokenizer: tiny.json", "lower_case: true")
          .replace("tiny.onnx", "deep/inside/tiny");

  @TempDir Path folder;
  private Path work;

  @BeforeEach
  void makeFolder() throws IOException {
    work = Files.createDirectory(folder.resolve("work"));
  }

  private static Checkpoint checkpoint(String yaml, int parameters) {
    return Checkpoints.parse(
        "tiny.yaml", yaml.formatted(parameters).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        CheckpointConverterTest.class.getResourceAsStream("/org/peftbench/models/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private Path jar(byte[] content) throws IOException {
    return Files.write(folder.resolve("tiny-bert-1.0.jar"), content);
  }

  private static byte[] onnxJar() throws IOException {
    return zip(
        Map.of("tiny.onnx", resource("weights/bert.onnx"), "tiny.json", new byte[] {'{', '}'}));
  }

  private static Map<String, byte[]> savedModel() throws IOException {
    String data = "variables/variables.data-00000-of-00001";
    String index = "variables/variables.index";
    return Map.of(
        "assets/vocab.txt",
        resource("text/vocab.txt"),
        "saved_model.pb",
        new byte[100],
        index,
        resource("weights/bert-tensorflow/variables.index"),
        data,
        resource("weights/bert-tensorflow/variables.data-00000-of-00001"),
        "variables/../../escape",
        new byte[1]);
  }

  private static byte[] tensorFlowJar() throws IOException {
    return zip(Map.of("deep/inside/tiny", zip(savedModel())));
  }

  @Test
  void convertsOnnx() throws IOException {
    CheckpointConverter.convert(checkpoint(ONNX, PARAMETERS), jar(onnxJar()), work);
    assertThat(names(work)).containsExactly("config.json", "model.safetensors", "tokenizer.json");
    assertThat(work.resolve("tokenizer.json")).hasContent("{}");
    assertThat(work.resolve("config.json"))
        .hasContent("{\n  \"hidden_size\" : 8,\n  \"model_type\" : \"bert\"\n}");
    try (SafetensorsFile weights = SafetensorsFile.open(work.resolve("model.safetensors"))) {
      assertThat(weights.names())
          .contains("pooler.dense.weight")
          .doesNotContain("cls.predictions.bias");
      assertThat(weights.metadata()).containsEntry("format", "pt");
    }
  }

  @Test
  void convertsTensorFlow() throws IOException {
    CheckpointConverter.convert(
        checkpoint(TENSORFLOW, PARAMETERS + HEAD_PARAMETERS), jar(tensorFlowJar()), work);
    assertThat(names(work)).containsExactly("config.json", "model.safetensors", "tokenizer.json");
    assertThat(names(folder)).containsExactly("tiny-bert-1.0.jar", "work");
    try (SafetensorsFile weights = SafetensorsFile.open(work.resolve("model.safetensors"));
        Tokenizer tokenizer = Tokenizer.open(new ModelFiles("tiny", work, ""))) {
      assertThat(weights.names()).contains("cls.predictions.bias");
      assertThat(tokenizer.encode("THE cats", null, 8).ids()).containsExactly(2, 5, 6, 12, 3);
    }
  }

  @Test
  void makesTheSameBytesEachTime() throws IOException {
    Path again = Files.createDirectory(folder.resolve("again"));
    Checkpoint checkpoint = checkpoint(TENSORFLOW, PARAMETERS + HEAD_PARAMETERS);
    CheckpointConverter.convert(checkpoint, jar(tensorFlowJar()), work);
    CheckpointConverter.convert(checkpoint, jar(tensorFlowJar()), again);
    assertThat(FileDigests.of(again)).isEqualTo(FileDigests.of(work));
  }

  @Test
  void refusesAnotherModel() throws IOException {
    assertRefused(ONNX, PARAMETERS + 1, onnxJar(), "it has 1408 parameters, not 1409");
  }

  @Test
  void refusesArtifactsWithoutTheEntries() throws IOException {
    assertRefused(ONNX, PARAMETERS, zip(Map.of("a", new byte[1])), "it has no tiny.onnx");
    assertRefused(
        TENSORFLOW, PARAMETERS, zip(Map.of("a", new byte[1])), "it has no deep/inside/tiny");
    assertRefused(
        TENSORFLOW,
        PARAMETERS,
        zip(Map.of("deep/inside/tiny", new byte[9])),
        "it has no assets/vocab.txt");
  }

  @Test
  void refusesWhatIsNoJar() throws IOException {
    assertRefused(ONNX, PARAMETERS, "<html>".getBytes(StandardCharsets.UTF_8), "it is no jar");
    byte[] whole = tensorFlowJar();
    assertRefused(TENSORFLOW, PARAMETERS, Arrays.copyOf(whole, whole.length / 2), "it is no jar");
  }

  @Test
  void refusesDamagedEntries() throws IOException {
    byte[] damaged = onnxJar();
    // Within the deflated weights, the jar's last and largest entry but one.
    ByteBuffer.wrap(damaged).put(damaged.length / 2, new byte[64]);
    assertThatThrownBy(
            () -> CheckpointConverter.convert(checkpoint(ONNX, PARAMETERS), jar(damaged), work))
        .isInstanceOf(UserError.class)
        .hasMessageMatching(".*(org.example:tiny-bert:1.0|model.onnx) is not .*");
  }

  private void assertRefused(String yaml, int parameters, byte[] content, String complaint)
      throws IOException {
    Folders.delete(work);
    Files.createDirectory(work);
    Path jar = jar(content);
    assertThatThrownBy(() -> CheckpointConverter.convert(checkpoint(yaml, parameters), jar, work))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "The artifact org.example:tiny-bert:1.0 is not the checkpoint tiny: " + complaint)
        .hasMessageContaining("Delete " + jar);
  }

  private static Stream<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }
}
