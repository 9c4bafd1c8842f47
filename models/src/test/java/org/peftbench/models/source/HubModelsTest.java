package org.peftbench.models.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.UserError;
import org.peftbench.results.base.hub.FakeHub;
import org.peftbench.results.base.hub.HubSettings;

class HubModelsTest {
  private final List<String> said = new ArrayList<>();
  private FakeHub hub;
  @TempDir private Path folder;

  @BeforeEach
  void open() throws IOException {
    hub = new FakeHub();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void fetchesWhatIsReadAndNothingElse() {
    put("config.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt", "README.md");
    put("model.safetensors", "pytorch_model.bin", "onnx/model.onnx");
    ModelFiles files = fetch("hub:google/tiny");
    assertThat(files.id()).isEqualTo("hub:google/tiny");
    assertThat(files.config()).hasContent("config.json");
    assertThat(files.weights()).hasContent("model.safetensors");
    assertThat(files.tokenizer()).hasContent("tokenizer.json");
    assertThat(files.folder().resolve("tokenizer_config.json")).exists();
    assertThat(hub.seen()).hasSize(5).noneMatch(seen -> seen.path().endsWith(".bin"));
  }

  @Test
  void stays() {
    put("config.json", "vocab.txt", "model.safetensors");
    ModelFiles files = fetch("hub:google/tiny@" + FakeHub.COMMIT);
    assertThat(files.tokenizer()).hasContent("vocab.txt");
    int before = hub.seen().size();
    assertThat(fetch("hub:google/tiny@" + FakeHub.COMMIT).digest()).isEqualTo(files.digest());
    assertThat(hub.seen()).hasSize(before);
  }

  @Test
  void tellsOfLargeFiles() {
    put("config.json", "vocab.txt");
    hub.with("model.safetensors", new byte[2_000_000]);
    fetch("hub:google/tiny");
    assertThat(said)
        .startsWith("Downloading model.safetensors (2 MB): 0 %")
        .endsWith("Downloading model.safetensors (2 MB): 100 %");
  }

  @Test
  void saysHowToConvertAPickleBeforeFetchingIt() {
    put("config.json", "vocab.txt", "pytorch_model.bin");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> fetch("hub:google/tiny"))
        .withMessageContaining("pytorch_model.bin, which is pickled")
        .withMessageContaining("AutoModel.from_pretrained('google/tiny').save_pretrained");
    assertThat(hub.seen()).noneMatch(seen -> seen.path().endsWith(".bin"));
  }

  @Test
  void saysWhichFileIsMissing() {
    put("config.json", "model.safetensors");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> fetch("hub:google/tiny"))
        .withMessageContaining("model google/tiny at " + FakeHub.COMMIT + " lacks vocab.txt");
  }

  @Test
  void saysWhichShardIsMissing() {
    put("config.json", "vocab.txt", "model-00001-of-00002.safetensors");
    hub.with(
        "model.safetensors.index.json",
        """
        {"weight_map": {"a": "model-00001-of-00002.safetensors",
                        "b": "model-00002-of-00002.safetensors"}}
        """
            .getBytes(StandardCharsets.UTF_8));
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> fetch("hub:google/tiny"))
        .withMessageContaining("lacks model-00002-of-00002.safetensors");
  }

  @Test
  void refusesWhatIsNoNameOfTheHub() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> fetch("hub:../../etc"))
        .withMessageContaining("must be owner/name");
  }

  private void put(String... names) {
    for (String name : names) {
      hub.with(name, name.getBytes(StandardCharsets.UTF_8));
    }
  }

  private ModelFiles fetch(String id) {
    HubSettings settings = new HubSettings(hub.address(), null, folder.resolve("hub"), false);
    return new ModelRepository(folder.resolve("home"), true, said::add, () -> settings).fetch(id);
  }
}
