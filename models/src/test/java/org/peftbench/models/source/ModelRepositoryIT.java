package org.peftbench.models.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.models.weights.SafetensorsFile;

class ModelRepositoryIT {
  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "all-minilm-l6-v2",
        "bge-small-en-v1.5",
        "e5-small-v2",
        "bert-base-uncased",
        "bert-base-cased"
      })
  void fetches(String name) throws Exception {
    long t = System.nanoTime();
    List<String> said = new ArrayList<>();
    ModelFiles files = new ModelRepository(home, false, said::add).fetch(name);
    System.out.println(name + " " + (System.nanoTime() - t) / 1e9 + " " + said + files);
    t = System.nanoTime();
    assertThat(new ModelRepository(home, true, said::add).fetch(name)).isEqualTo(files);
    System.out.println((System.nanoTime() - t) / 1e9);
    try (SafetensorsFile weights = SafetensorsFile.open(files.weights());
        Tokenizer tokenizer = Tokenizer.open(files)) {
      System.out.println(weights.names());
      System.out.println(tokenizer.encode("The capital of France is [MASK].", "Hé \ud800 yes", 20));
      System.out.println(tokenizer.padId() + " " + tokenizer.vocabularySize());
    }
  }
}
