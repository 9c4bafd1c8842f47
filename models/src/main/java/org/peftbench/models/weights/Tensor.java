package org.peftbench.models.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.peftbench.models.ops.Ops;

/**
 * A tensor to be written, whose bytes are made only when they are asked for.
 *
 * @param name the name in the file
 * @param dtype the type of an element
 * @param shape the lengths of its dimensions; {@code ()} for a scalar
 * @param content writes exactly {@link #length()} bytes: little-endian, last dimension fastest
 */
public record Tensor(String name, DataType dtype, Shape shape, Content content) {
  private static final int CHUNK = 1 << 16;

  /** What writes a tensor's bytes. */
  @FunctionalInterface
  public interface Content {
    /** Writes the bytes to the stream, which stays open. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** A float32 tensor of values in memory. */
  public static Tensor of(String name, Shape shape, float[] values) {
    if (shape.size() != values.length) {
      throw new IllegalArgumentException(
          name + " has shape " + shape + " but " + values.length + " values");
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return of(name, DataType.FLOAT32, shape, bytes);
  }

  /**
   * A tensor of little-endian bytes, from the buffer's position to its limit; nothing is copied.
   */
  public static Tensor of(String name, DataType dtype, Shape shape, ByteBuffer bytes) {
    return new Tensor(name, dtype, shape, out -> copy(bytes.duplicate(), out));
  }

  /**
   * A tensor of an array's numbers, outside the graph: those that it has when they are written.
   *
   * @param ops whose scope must be open until then
   */
  public static Tensor of(String name, Ops ops, NDArray array) {
    return new Tensor(
        name,
        array.getDataType(),
        array.getShape(),
        new ArrayContent(ops, array, ArrayContent.BLOCK));
  }

  /** The number of bytes. */
  public long length() {
    return Math.multiplyExact(shape.size(), dtype.getNumOfBytes());
  }

  /** Writes all that remains in a buffer. */
  static void copy(ByteBuffer from, OutputStream out) throws IOException {
    byte[] chunk = new byte[Math.min(CHUNK, from.remaining())];
    while (from.hasRemaining()) {
      int n = Math.min(chunk.length, from.remaining());
      from.get(chunk, 0, n);
      out.write(chunk, 0, n);
    }
  }
}
