package org.peftbench.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsWriterTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"types.safetensors", "bert.safetensors"})
  void writesTheBytesThatTheReferenceWrites(String name) throws IOException {
    Path reference = Fixtures.path(name);
    try (SafetensorsFile file = SafetensorsFile.open(reference)) {
      List<Tensor> tensors = new ArrayList<>();
      for (String tensor : file.names()) {
        TensorInfo info = file.info(tensor);
        tensors.add(Tensor.of(tensor, info.dtype(), info.shape(), file.bytes(tensor)));
      }
      Collections.reverse(tensors);
      assertThat(written(file.metadata(), tensors)).isEqualTo(Files.readAllBytes(reference));
    }
  }

  @Test
  void alignsEveryTensorBehindAHeaderOfAnyLength() throws IOException {
    for (int n = 1; n < 20; n++) {
      List<Tensor> tensors =
          List.of(
              Tensor.of("a".repeat(n), DataType.INT8, new Shape(3), ByteBuffer.allocate(3)),
              Tensor.of("b", new Shape(1, 2), new float[] {1, 2}),
              Tensor.of("c", DataType.INT64, new Shape(), ByteBuffer.allocate(8)));
      Path file = folder.resolve("aligned.safetensors");
      Files.write(file, written(Map.of(), tensors));
      try (SafetensorsFile read = SafetensorsFile.open(file)) {
        assertThat(read.info("b").begin() % Float.BYTES).isZero();
        assertThat(read.info("c").begin() % Long.BYTES).isZero();
        assertThat(read.bytes("b").getFloat(4)).isEqualTo(2f);
        assertThat(read.metadata()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BOOLEAN,1",
    "UINT8,1",
    "INT8,1",
    "INT16,2",
    "UINT16,2",
    "FLOAT16,2",
    "BFLOAT16,2",
    "INT32,4",
    "UINT32,4",
    "FLOAT32,4",
    "FLOAT64,8",
    "INT64,8",
    "UINT64,8"
  })
  void writesEveryType(DataType type, int width) throws IOException {
    Path file = folder.resolve("type.safetensors");
    Tensor tensor = Tensor.of("x", type, new Shape(3), ByteBuffer.allocate(3 * width));
    Files.write(file, written(Map.of(), List.of(tensor)));
    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertThat(read.info("x").dtype()).isEqualTo(type);
      assertThat(read.info("x").length()).isEqualTo(3L * width);
    }
  }

  @Test
  void refusesTypesThatTheFormatLacks() {
    Tensor tensor = Tensor.of("x", DataType.COMPLEX64, new Shape(1), ByteBuffer.allocate(8));
    assertThatThrownBy(() -> written(Map.of(), List.of(tensor)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("safetensors has no type complex64");
  }

  @Test
  void refusesANameTwice() {
    Tensor tensor = Tensor.of("a", new Shape(1), new float[1]);
    assertThatThrownBy(() -> written(Map.of(), List.of(tensor, tensor)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the name a is taken");
    Tensor metadata = Tensor.of("__metadata__", new Shape(1), new float[1]);
    assertThatThrownBy(() -> written(Map.of(), List.of(metadata)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesContentOfAnotherLength() {
    Tensor tensor = new Tensor("a", DataType.FLOAT32, new Shape(2), out -> out.write(new byte[7]));
    assertThatThrownBy(() -> written(Map.of(), List.of(tensor)))
        .hasMessage("a wrote 7 bytes, its shape (2) says 8");
    assertThatThrownBy(() -> Tensor.of("a", new Shape(2), new float[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] written(Map<String, String> metadata, List<Tensor> tensors)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SafetensorsWriter.write(out, metadata, tensors);
    return out.toByteArray();
  }
}
