package org.peftbench.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.UserError;

class WeightFilesTest {
  @TempDir Path folder;

  @Test
  void aTensorThatNoBufferSpansIsRefusedWithWhatToDo() throws IOException {
    Path file = Files.write(folder.resolve("model.safetensors"), new byte[8]);
    long length = 1L << 31;
    TensorInfo tensor =
        new TensorInfo("wte.weight", DataType.FLOAT32, new Shape(length / 4), 8, 8 + length);
    try (FileChannel channel = WeightFiles.openForReading(file)) {
      assertThatThrownBy(() -> WeightFiles.map(file, channel, tensor))
          .isInstanceOf(UserError.class)
          .hasMessage(
              file
                  + ": tensor wte.weight has 2147483648 bytes of type F32, and only F16 and BF16"
                  + " may have more than 2147483647: save the model as F16 or BF16");
    }
  }

  @Test
  void readsFromAnyPlaceAndNamesAFileThatEndsBefore() throws IOException {
    Path file = Files.write(folder.resolve("some"), new byte[] {1, 2, 3, 4});
    try (FileChannel channel = WeightFiles.openForReading(file)) {
      ByteBuffer two = ByteBuffer.allocate(2);
      WeightFiles.readFully(file, channel, two, 1);
      assertThat(two.array()).containsExactly(2, 3);
      assertThatThrownBy(() -> WeightFiles.readFully(file, channel, two.clear(), 3))
          .isInstanceOf(EOFException.class)
          .hasMessage(file + " ends before byte 5");
    }
  }
}
