package org.peftbench.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftbench.results.base.UserError;

/** Weights in several files. */
class StoredWeightsTest {
  private static final String INDEX =
      """
      {"metadata": {"total_size": 12}, "weight_map": {"a": "one.safetensors", "b": "two.safetensors"}}
      """;

  @TempDir Path folder;
  private Path index;

  @BeforeEach
  void save() throws IOException {
    save("one.safetensors", "a", 1, 2);
    save("two.safetensors", "b", 3);
    index = folder.resolve("model.safetensors.index.json");
    Files.writeString(index, INDEX);
  }

  private void save(String file, String tensor, float... values) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve(file))) {
      SafetensorsWriter.write(
          out, Map.of(), List.of(Tensor.of(tensor, new Shape(values.length), values)));
    }
  }

  @Test
  void readsThemAsOne() {
    try (StoredWeights weights = StoredWeights.open(index)) {
      assertThat(weights.names()).containsExactly("a", "b");
      assertThat(weights.info("a").shape()).isEqualTo(new Shape(2));
      assertThat(weights.bytes("a").getFloat(4)).isEqualTo(2);
      assertThat(weights.bytes("b").getFloat(0)).isEqualTo(3);
      assertThatThrownBy(() -> weights.info("c"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("Unknown tensor");
    }
  }

  @Test
  void readsASingleFileTheSame() {
    try (StoredWeights weights = StoredWeights.open(folder.resolve("two.safetensors"))) {
      assertThat(weights.names()).containsExactly("b");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {                                                         | is not JSON
          []                                                        | has no weight_map
          {"weight_map": {}}                                        | has no weight_map
          {"weight_map": {"a": "three.safetensors"}}                | puts tensor a into three.safetensors, which is not there
          {"weight_map": {"a": "../one.safetensors"}}               | that is no safetensors file beside it
          {"weight_map": {"a": "/etc/passwd"}}                      | that is no safetensors file beside it
          {"weight_map": {"a": "pytorch_model.bin"}}                | that is no safetensors file beside it
          {"weight_map": {"a": "two.safetensors"}}                  | which hasn't it
          {"weight_map": {"a": 7}}                                  | that is no safetensors file beside it
          """)
  void refusesAnIndexOfOtherFiles(String json, String complaint) throws IOException {
    Files.writeString(index, json);
    assertThatThrownBy(() -> StoredWeights.open(index))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(index.toString())
        .hasMessageContaining(complaint);
  }

  @Test
  void refusesATensorInTwoFiles() throws IOException {
    save("two.safetensors", "a", 3);
    assertThatThrownBy(() -> StoredWeights.open(index))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("tensor a lies in both");
  }

  @Test
  void answersAnyDamageOfTheIndexByAnErrorOrByTensors() throws IOException {
    Mutations.of(
        INDEX.getBytes(StandardCharsets.UTF_8),
        index,
        damaged -> {
          try (StoredWeights weights = StoredWeights.open(damaged)) {
            for (String name : weights.names()) {
              assertThat((long) weights.bytes(name).remaining())
                  .isEqualTo(weights.info(name).length());
            }
          }
        });
  }
}
