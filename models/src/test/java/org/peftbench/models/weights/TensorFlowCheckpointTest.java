package org.peftbench.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.UserError;

class TensorFlowCheckpointTest {
  private static final String INDEX = "variables.index";
  private static final String DATA = "variables.data-00000-of-00001";

  @TempDir Path folder;
  private Path variables;

  @BeforeEach
  void copyCheckpoint() throws IOException {
    variables = Files.createDirectory(folder.resolve("variables"));
    for (String name : new String[] {INDEX, DATA}) {
      Files.copy(Fixtures.path("bert-tensorflow/" + name), variables.resolve(name));
    }
  }

  @Test
  void givesTheWeightsThatTransformersSaves() throws IOException {
    try (SafetensorsFile reference = SafetensorsFile.open(Fixtures.path("bert.safetensors"))) {
      assertThat(reference.names()).contains("cls.predictions.bias", "cls.seq_relationship.weight");
      Converted.assertEqual(TensorFlowCheckpoint.read(variables), reference.names(), folder);
    }
  }

  @Test
  void noticesAFlippedBitOfData() throws IOException {
    byte[] data = Files.readAllBytes(variables.resolve(DATA));
    data[data.length / 2] ^= 1;
    Files.write(variables.resolve(DATA), data);
    assertThatThrownBy(() -> Converted.drain(TensorFlowCheckpoint.read(variables)))
        .isInstanceOf(UserError.class)
        .hasMessageMatching(
            "variables is not a TensorFlow checkpoint of BERT: the checksum of \\S+ is wrong.*");
  }

  @Test
  void noticesDataThatIsCutOffOrMissing() throws IOException {
    byte[] data = Files.readAllBytes(variables.resolve(DATA));
    Files.write(variables.resolve(DATA), Arrays.copyOf(data, data.length - 1));
    assertThatThrownBy(() -> TensorFlowCheckpoint.read(variables))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("of a data file of " + (data.length - 1) + " bytes");
    Files.delete(variables.resolve(DATA));
    assertThatThrownBy(() -> TensorFlowCheckpoint.read(variables))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("it has no " + DATA);
    Files.delete(variables.resolve(INDEX));
    assertThatThrownBy(() -> TensorFlowCheckpoint.read(variables))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("it has no " + INDEX);
  }

  @Test
  void namesEveryCutOffIndex() throws IOException {
    byte[] whole = Files.readAllBytes(variables.resolve(INDEX));
    Mutations.prefixes(
        whole,
        7,
        variables.resolve(INDEX),
        index -> {
          TensorFlowCheckpoint.read(variables);
          throw new AssertionError("an index cut off was taken for whole");
        });
  }

  @Test
  void answersAnyDamageOfTheIndexByAnErrorOrByWeights() throws IOException {
    Mutations.of(
        Files.readAllBytes(variables.resolve(INDEX)),
        variables.resolve(INDEX),
        index -> Converted.drain(TensorFlowCheckpoint.read(variables)));
  }
}
