package org.peftbench.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.peftbench.models.weights.SafetensorsWriter;
import org.peftbench.models.weights.Tensor;
import org.peftbench.results.base.UserError;

class FrozenParametersTest {
  @TempDir Path folder;

  /** Numbers that every one of the types holds exactly: 1.5 and -2. */
  @ParameterizedTest
  @CsvSource({"FLOAT16, 3e00, c000", "BFLOAT16, 3fc0, c000", "FLOAT32, 3fc00000, c0000000"})
  void computesInAnyTypeWhateverTheFileHas(DataType stored, String first, String second)
      throws IOException {
    int width = stored.getNumOfBytes();
    ByteBuffer bytes = ByteBuffer.allocate(2 * width).order(ByteOrder.LITTLE_ENDIAN);
    for (String hex : List.of(first, second)) {
      long bits = Long.parseLong(hex, 16);
      for (int i = 0; i < width; i++) {
        bytes.put((byte) (bits >> (8 * i)));
      }
    }
    Path file = save(Tensor.of("x", stored, new Shape(2), bytes.flip()));
    for (DataType dtype : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
      try (FrozenParameters weights = new FrozenParameters(file, Compute.of(dtype), "")) {
        NDArray x = weights.get("x", 2);
        assertThat(x.getDataType()).isEqualTo(dtype);
        try (NDArray single = x.toType(DataType.FLOAT32, true)) {
          assertThat(single.toFloatArray()).containsExactly(1.5f, -2f);
        }
      }
    }
  }

  /** A tensor's own size in buffers of Java was too much for the largest vocabularies. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16"})
  void widensATensorThroughBuffersThatAreSmallerThanIt(DataType stored) throws IOException {
    int size = 1 << 22; // 8 MiB in the file, 16 MiB in memory
    Path file = save(Tensor.of("x", stored, new Shape(size), ByteBuffer.allocate(2 * size)));
    BufferPoolMXBean buffers =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .findFirst()
            .orElseThrow();
    try (FrozenParameters weights = new FrozenParameters(file, Compute.of(DataType.FLOAT32), "")) {
      long before = buffers.getTotalCapacity();
      NDArray x = weights.get("x", size);
      assertThat(buffers.getTotalCapacity() - before).isLessThan(2L * size);
      assertThat(x.toFloatArray()).containsOnly(0);
    }
  }

  @Test
  void listsWhatIsMissingBeforeAnythingIsLoaded() throws IOException {
    Path file = save(Tensor.of("bert.a", new Shape(2), new float[2]));
    try (FrozenParameters weights =
        new FrozenParameters(file, Compute.of(DataType.FLOAT32), "bert.")) {
      Map<String, Shape> shapes = new LinkedHashMap<>();
      for (String name : List.of("a", "b", "c", "d", "e", "f", "g")) {
        shapes.put(name, new Shape(2));
      }
      assertThatThrownBy(() -> weights.check(shapes))
          .isInstanceOf(UserError.class)
          .hasMessage(
              file
                  + " lacks 6 of 7 tensors: b, c, d, e, f, and others. Is it a checkpoint of this"
                  + " model_type and config.json?");
      assertThat(weights.loaded()).isEmpty();
      weights.check(Map.of("a", new Shape(2)));
    }
  }

  @Test
  void namesATensorOfAnotherShapeOrType() throws IOException {
    Path file =
        save(
            Tensor.of("a", new Shape(2, 3), new float[6]),
            Tensor.of("b", DataType.INT32, new Shape(1), ByteBuffer.allocate(4)));
    try (FrozenParameters weights = new FrozenParameters(file, Compute.of(DataType.FLOAT32), "")) {
      assertThatThrownBy(() -> weights.check(Map.of("a", new Shape(3, 2))))
          .isInstanceOf(UserError.class)
          .hasMessage(file + ": tensor a has shape (2, 3), config.json asks for (3, 2)");
      assertThatThrownBy(() -> weights.get("b", 1))
          .isInstanceOf(UserError.class)
          .hasMessage(file + ": tensor b has type int32: save the model as F32, F16 or BF16");
      assertThatThrownBy(() -> weights.get("c", 1))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("has no tensor c");
    }
  }

  @Test
  void listsWhatNobodyAsksFor() throws IOException {
    Path file =
        save(
            Tensor.of("bert.a", new Shape(1), new float[1]),
            Tensor.of("classifier.weight", new Shape(1), new float[1]));
    try (FrozenParameters weights =
        new FrozenParameters(file, Compute.of(DataType.FLOAT32), "bert.")) {
      assertThat(weights.unexpected(Set.of("a"))).containsExactly("classifier.weight");
    }
  }

  private Path save(Tensor... tensors) throws IOException {
    Path file = folder.resolve("model.safetensors");
    try (OutputStream out = Files.newOutputStream(file)) {
      SafetensorsWriter.write(out, Map.of(), List.of(tensors));
    }
    return file;
  }
}
