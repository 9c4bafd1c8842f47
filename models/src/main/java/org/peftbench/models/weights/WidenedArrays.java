package org.peftbench.models.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.peftbench.models.ops.Ops;

/**
 * Arrays of the real numbers of two bytes in a file, widened to FLOAT32, since the engine aborts
 * the process on buffers of these.
 *
 * <p>They pass through Java block by block: a vocabulary of 250,880 tokens and a width of 4,096 has
 * 2 GB in the file and 4 GB in memory, which no buffer of Java spans.
 */
final class WidenedArrays {
  /** Numbers of a block: many enough that asking the engine for each costs little. */
  static final int BLOCK = 1 << 18;

  private WidenedArrays() {}

  /**
   * Reads a tensor into memory of the engine.
   *
   * @param info of a tensor of FLOAT16 or BFLOAT16
   * @param block most numbers to read at a time
   */
  static NDArray read(NDManager manager, Path file, FileChannel channel, TensorInfo info, int block)
      throws IOException {
    NDArray array = manager.create(info.shape(), DataType.FLOAT32);
    long size = info.shape().size();
    int most = (int) Math.min(block, size);
    ByteBuffer narrow = buffer(most * Short.BYTES);
    ByteBuffer wide = buffer(most * Float.BYTES);
    try (Ops ops = Ops.evaluation(manager, DataType.FLOAT32)) {
      NDArray flat = ops.reshape(array, size); // [size], a view
      for (long begin = 0; begin < size; begin += most) {
        int length = (int) Math.min(most, size - begin);
        narrow.clear().limit(length * Short.BYTES);
        WeightFiles.readFully(file, channel, narrow, info.begin() + begin * Short.BYTES);
        ShortFloats.widen(narrow.flip(), info.dtype(), wide.clear());
        try (Ops part = Ops.evaluation(ops.scope(), DataType.FLOAT32)) {
          NDArray values = part.scope().create(wide.flip(), new Shape(length), DataType.FLOAT32);
          part.assign(part.slice(flat, 0, begin, begin + length), values);
        }
      }
    } catch (IOException | RuntimeException e) {
      array.close();
      throw e;
    }
    return array;
  }

  /** One that the engine takes as it is. */
  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
