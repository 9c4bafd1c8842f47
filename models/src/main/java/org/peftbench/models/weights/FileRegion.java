package org.peftbench.models.weights;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A tensor's raw bytes inside a foreign file.
 *
 * @param file the file
 * @param offset of the first byte
 * @param length in bytes
 */
record FileRegion(Path file, long offset, long length) {
  private static final int CHUNK = 1 << 20;

  /** The float32 tensor of these bytes. */
  Tensor tensor(String name, List<Long> shape) throws FormatException {
    check(name, shape);
    return new Tensor(name, DataType.FLOAT32, new Shape(shape), this::copyTo);
  }

  /** The float32 matrix {@code [out, in]} of these bytes, which are {@code [in, out]}. */
  Tensor transposed(String name, List<Long> shape) throws FormatException {
    check(name, shape);
    if (shape.size() != 2 || length > Integer.MAX_VALUE) {
      throw new FormatException("%s is no matrix but %s".formatted(name, shape));
    }
    int in = Math.toIntExact(shape.get(0));
    int out = Math.toIntExact(shape.get(1));
    return new Tensor(
        name, DataType.FLOAT32, new Shape(out, in), stream -> transposeTo(stream, in, out));
  }

  private void check(String name, List<Long> shape) throws FormatException {
    if (length == 0 || WeightFiles.bytesOf(shape, Float.BYTES) != length) {
      throw new FormatException("%s has %d bytes for %s".formatted(name, length, shape));
    }
  }

  /** Copies the bytes as they are. */
  void copyTo(OutputStream out) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, length));
      long done = 0;
      while (done < length) {
        chunk.clear().limit((int) Math.min(CHUNK, length - done));
        WeightFiles.readFully(file, channel, chunk, offset + done);
        out.write(chunk.array(), 0, chunk.limit());
        done += chunk.limit();
      }
    }
  }

  /**
   * Writes a matrix {@code [rows, columns]} of four-byte values as {@code [columns, rows]}.
   *
   * <p>One weight of one layer is held in memory: 9 MB in BERT base.
   */
  private void transposeTo(OutputStream out, int rows, int columns) throws IOException {
    ByteBuffer matrix = ByteBuffer.allocate(Math.toIntExact(length)); // [rows, columns]
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      WeightFiles.readFully(file, channel, matrix, offset);
    }
    ByteBuffer row = ByteBuffer.allocate(rows * Float.BYTES); // one of the result's
    for (int column = 0; column < columns; column++) {
      for (int i = 0; i < rows; i++) {
        // As integers: no float operation may touch the bits of a NaN.
        row.putInt(i * Float.BYTES, matrix.getInt((i * columns + column) * Float.BYTES));
      }
      out.write(row.array());
    }
  }
}
