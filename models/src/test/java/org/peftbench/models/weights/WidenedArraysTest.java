package org.peftbench.models.weights;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WidenedArraysTest {
  private static final int ROWS = 7;
  private static final int WIDTH = 11;

  @TempDir Path folder;

  /** Blocks of one number, of a row and less than one, of more; most leave a shorter last one. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16"})
  void blocksHaveTheBitsOfTheWhole(DataType type) throws IOException {
    byte[] numbers = new byte[ROWS * WIDTH * Short.BYTES];
    new Random(5).nextBytes(numbers); // some of them no numbers
    Tensor tensor = Tensor.of("x", type, new Shape(ROWS, WIDTH), ByteBuffer.wrap(numbers));
    try (SafetensorsFile file = save(tensor, Tensor.of("before", new Shape(3), new float[3]));
        NDManager manager = NDManager.newBaseManager("PyTorch")) {
      for (int block : new int[] {1, 8, WIDTH, 30, ROWS * WIDTH, WidenedArrays.BLOCK}) {
        NDArray array = file.array(manager, "x", block);
        assertThat(array.getDataType()).isEqualTo(DataType.FLOAT32);
        assertThat(array.getShape()).isEqualTo(new Shape(ROWS, WIDTH));
        assertThat(array.toByteBuffer().array())
            .as("blocks of %d", block)
            .isEqualTo(widened(type, numbers));
      }
      assertThat(manager.getManagedArrays()).hasSize(6);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16"})
  void aScalarIsOneBlockAndNothingIsNone(DataType type) throws IOException {
    byte[] minusTwo = {0, (byte) 0xc0};
    Tensor scalar = Tensor.of("one", type, new Shape(), ByteBuffer.wrap(minusTwo));
    Tensor none = Tensor.of("none", type, new Shape(0, 4), ByteBuffer.allocate(0));
    try (SafetensorsFile file = save(scalar, none);
        NDManager manager = NDManager.newBaseManager("PyTorch")) {
      assertThat(file.array(manager, "one").toFloatArray()).containsExactly(-2);
      assertThat(file.array(manager, "one").getShape()).isEqualTo(new Shape());
      assertThat(file.array(manager, "none").getShape()).isEqualTo(new Shape(0, 4));
    }
  }

  private static byte[] widened(DataType type, byte[] numbers) {
    ByteBuffer narrow = ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer wide = ByteBuffer.allocate(2 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    ShortFloats.widen(narrow, type, wide);
    return wide.array();
  }

  private SafetensorsFile save(Tensor... tensors) throws IOException {
    Path path = folder.resolve("model.safetensors");
    try (OutputStream out = Files.newOutputStream(path)) {
      SafetensorsWriter.write(out, Map.of(), List.of(tensors));
    }
    return SafetensorsFile.open(path);
  }
}
