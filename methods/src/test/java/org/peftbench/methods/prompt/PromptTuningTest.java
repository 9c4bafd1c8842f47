package org.peftbench.methods.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.source.ModelFiles;

/** Where the prompt starts; what it computes is held by the parity fixtures. */
class PromptTuningTest {
  @Test
  void startsFromATextRepeatedToItsLength() throws Exception {
    try (Backbone backbone = backbone()) {
      List<float[]> table = table(backbone);
      assertThat(start(backbone, new PromptTuning.Config(5, "text", List.of(7, 3), false)))
          .containsExactly(table.get(7), table.get(3), table.get(7), table.get(3), table.get(7));
      assertThat(start(backbone, new PromptTuning.Config(1, "text", List.of(7, 3), false)))
          .containsExactly(table.get(7));
    }
  }

  @Test
  void startsFromDifferentTokensOfTheVocabulary() throws Exception {
    try (Backbone backbone = backbone()) {
      List<float[]> rows =
          start(backbone, new PromptTuning.Config(8, "vocabulary", List.of(), false));
      List<float[]> table = table(backbone);
      assertThat(rows)
          .hasSize(8)
          .allSatisfy(row -> assertThat(table).anyMatch(known -> Arrays.equals(known, row)));
      assertThat(rows.stream().map(Arrays::toString).distinct().count()).isGreaterThan(4);
    }
  }

  private static List<float[]> start(Backbone backbone, PromptTuning.Config config) {
    try (Adaptation adaptation = new PromptTuning().attach(backbone, config, 1)) {
      return rows(adaptation.trainables().get(0).array().toFloatArray(), backbone.hiddenSize());
    }
  }

  private static List<float[]> table(Backbone backbone) {
    return rows(
        backbone.parameters().get("embeddings.word_embeddings.weight").toFloatArray(),
        backbone.hiddenSize());
  }

  private static List<float[]> rows(float[] values, int width) {
    return IntStream.range(0, values.length / width)
        .mapToObj(row -> Arrays.copyOfRange(values, row * width, (row + 1) * width))
        .toList();
  }

  private static Backbone backbone() throws Exception {
    Path folder = Path.of(PeftMethods.class.getResource("parity/tiny").toURI());
    return Architecture.openAny(new ModelFiles("tiny", folder, "none"), DataType.FLOAT32);
  }
}
