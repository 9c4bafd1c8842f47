package org.peftbench.models.weights;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.io.OutputStream;
import org.peftbench.models.ops.Ops;

/**
 * Writes an array's numbers from where the engine keeps them. On a processor none of them enters
 * the Java heap; from a device one block at a time is copied.
 *
 * @param ops in whose scope views and copies are made; each is given back before the next is made
 * @param array of any shape and layout; read when it is written
 * @param block most bytes to look at in one go
 */
record ArrayContent(Ops ops, NDArray array, int block) implements Tensor.Content {
  /** Far below what a buffer of Java can span, and no burden beside any model. */
  static final int BLOCK = 1 << 24;

  @Override
  public void writeTo(OutputStream out) throws IOException {
    long size = array.size();
    long step = block / array.getDataType().getNumOfBytes();
    try (Ops whole = Ops.evaluation(ops.scope(), ops.dtype())) {
      NDArray flat = whole.reshape(whole.detach(array), size); // [size]
      for (long begin = 0; begin < size; begin += step) {
        write(whole, flat, begin, Math.min(begin + step, size), out);
      }
    }
  }

  private static void write(Ops whole, NDArray flat, long begin, long end, OutputStream out)
      throws IOException {
    try (Ops part = Ops.evaluation(whole.scope(), whole.dtype())) {
      NDArray numbers = part.slice(flat, 0, begin, end);
      // true: a view while the array is open; else DJL copies all into an array of Java's
      Tensor.copy(numbers.toByteBuffer(true), out);
    }
  }
}
