package org.peftbench.models.source;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.models.Architecture;
import org.peftbench.models.LanguageModel;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.results.base.Digest;

/** The tiny family: there, small, whole and what its cards say. */
class BundledModelTest {
  private static final int LARGEST = 4_000_000;

  @TempDir Path home;

  static List<Checkpoint> bundled() {
    return ModelRepository.known().stream()
        .filter(checkpoint -> checkpoint.format() == Checkpoint.Format.BUNDLED)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("bundled")
  void opensWithoutNetwork(Checkpoint checkpoint) throws IOException {
    ModelFiles files = new ModelRepository(home, true, line -> {}).fetch(checkpoint.name());

    assertThat(Files.size(files.weights())).isLessThan(LARGEST);
    assertThat(Files.readString(files.folder().resolve("README.md")))
        .startsWith("# " + checkpoint.name())
        .contains(Digest.of(files.weights()));
    try (Tokenizer tokenizer = Tokenizer.open(files);
        LanguageModel model = Architecture.openAnyLanguageModel(files, DataType.FLOAT32)) {
      assertThat(model.vocabularySize()).isEqualTo(tokenizer.vocabularySize());
      Map<String, Long> sizes = model.sizes();
      assertThat(sizes.values().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(checkpoint.parameters())
          .isLessThanOrEqualTo(3_000_000);
    }
  }
}
