package org.peftbench.models.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.UserError;

class ModelDirectoryTest {
  @TempDir Path folder;

  private ModelFiles fetch(String id) {
    return new ModelRepository(folder.resolve("home"), true, line -> {}).fetch(id);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused() {
    return assertThatThrownBy(() -> fetch("dir:" + folder)).isInstanceOf(UserError.class);
  }

  private void put(String... names) throws IOException {
    for (String name : names) {
      Files.writeString(folder.resolve(name), name);
    }
  }

  @Test
  void usesAFolderWhereItLies() throws IOException {
    put("config.json", "model.safetensors", "tokenizer.json", "vocab.txt");
    for (String id : new String[] {"dir:" + folder, folder.toString()}) {
      ModelFiles files = fetch(id);
      assertThat(files.id()).isEqualTo(id);
      assertThat(files.config()).hasContent("config.json");
      assertThat(files.weights()).hasContent("model.safetensors");
      assertThat(files.tokenizer()).hasContent("tokenizer.json");
    }
    assertThat(folder.resolve("home")).doesNotExist();
  }

  @Test
  void isContentWithAVocabulary() throws IOException {
    put("config.json", "model.safetensors", "vocab.txt");
    assertThat(fetch("dir:" + folder).tokenizer()).hasContent("vocab.txt");
  }

  @Test
  void saysWhichFileIsMissing() throws IOException {
    assertRefused().hasMessageContaining("lacks model.safetensors");
    put("model.safetensors");
    assertRefused().hasMessageContaining("lacks config.json");
    put("config.json");
    assertRefused().hasMessageContaining("lacks tokenizer.json");
    assertThatThrownBy(() -> fetch("dir:" + folder.resolve("none")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is no folder");
  }

  @Test
  void refusesPicklesAndShards() throws IOException {
    put("config.json", "pytorch_model.bin", "tokenizer.json");
    assertRefused()
        .hasMessageContaining("pytorch_model.bin is pickled")
        .hasMessageContaining("save_pretrained");
    put("model.safetensors.index.json");
    assertRefused().hasMessageContaining("is not JSON");
    put("model.safetensors");
    assertThat(fetch("dir:" + folder).weights()).exists();
  }

  @Test
  void answersUnknownNamesWithTheNearest() {
    assertThatThrownBy(() -> fetch("bert-base-uncase"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Unknown model 'bert-base-uncase'. Did you mean bert-base-uncased?")
        .hasMessageContaining("dir:PATH");
    assertThatThrownBy(() -> fetch("maven:org.example:foo:1"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Unknown model 'maven:org.example:foo:1'.");
    assertThatThrownBy(() -> fetch("none.yaml"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none.yaml");
    assertThatThrownBy(() -> fetch("\0")).isInstanceOf(UserError.class);
  }
}
