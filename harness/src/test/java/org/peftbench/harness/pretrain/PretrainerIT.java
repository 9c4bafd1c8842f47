package org.peftbench.harness.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.models.Architecture;
import org.peftbench.models.LanguageModel;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** The first steps of every recipe, once more. */
class PretrainerIT {
  private static final int STEPS = 20;

  @TempDir Path folder;

  static List<String> recipes() {
    return Recipe.NAMES;
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("recipes")
  void theRecipeGivesTheSameCurveAgain(String name) throws IOException {
    Path made = folder.resolve(name);
    new Pretrainer(Recipe.named(name), made, line -> {}).make(STEPS);

    ModelFiles kept = new ModelRepository(folder.resolve("home"), true, line -> {}).fetch(name);
    JsonNode first = Json.MAPPER.readTree(kept.folder().resolve("curve.json").toFile());
    JsonNode again = Json.MAPPER.readTree(made.resolve("curve.json").toFile());
    assertThat(again).hasSize(STEPS);
    for (int i = 0; i < STEPS; i++) {
      // another machine's kernels round differently
      assertThat(again.get(i).path("loss").doubleValue())
          .as("step %d", i + 1)
          .isCloseTo(first.get(i).path("loss").doubleValue(), within(2e-3));
    }
    assertThat(Files.readString(made.resolve("tokenizer.json")))
        .isEqualTo(Files.readString(kept.tokenizer()));
    assertThat(Files.readString(made.resolve("README.md"))).contains("20 of");
    try (LanguageModel model =
        Architecture.openAnyLanguageModel(new ModelFiles(name, made, "none"), DataType.FLOAT32)) {
      assertThat(model.parameters().values().stream().mapToLong(a -> a.getShape().size()).sum())
          .isLessThan(3_000_000);
    }
  }

  @Test
  void neverOverwritesAModel() throws IOException {
    Files.writeString(folder.resolve("model.safetensors"), "mine");
    assertThatThrownBy(
            () -> new Pretrainer(Recipe.named("tiny-decoder"), folder, line -> {}).make(1))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("holds a model already: name another folder");
  }
}
