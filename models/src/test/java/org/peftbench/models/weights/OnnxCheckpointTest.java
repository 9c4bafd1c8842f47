package org.peftbench.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.UserError;

class OnnxCheckpointTest {
  @TempDir Path folder;

  @Test
  void givesTheWeightsThatTransformersSaves() throws IOException {
    Set<String> names = new TreeSet<>();
    try (SafetensorsFile reference = SafetensorsFile.open(Fixtures.path("bert.safetensors"))) {
      names.addAll(reference.names());
    }
    names.removeIf(name -> name.startsWith("cls."));
    assertThat(names).hasSize(5 + 2 * 16 + 2);
    Converted.assertEqual(OnnxCheckpoint.read(Fixtures.path("bert.onnx")), names, folder);
  }

  @Test
  void namesEveryCutOffFile() throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.path("bert.onnx"));
    for (int length = 0; length < whole.length; length += 97) {
      Path file = folder.resolve("cut.onnx");
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> OnnxCheckpoint.read(file))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("cut.onnx is not an ONNX checkpoint");
    }
  }

  @Test
  void refusesOtherFiles() throws IOException {
    Path text = folder.resolve("page.onnx");
    Files.write(text, "<html>Not found</html>".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> OnnxCheckpoint.read(text))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("page.onnx is not an ONNX checkpoint");
    assertThatThrownBy(() -> OnnxCheckpoint.read(folder.resolve("none.onnx")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none.onnx");
  }

  @Test
  void answersAnyDamageByAnErrorOrByWeights() throws IOException {
    Mutations.of(
        Files.readAllBytes(Fixtures.path("bert.onnx")),
        folder.resolve("damaged.onnx"),
        damaged -> OnnxCheckpoint.read(damaged));
  }
}
