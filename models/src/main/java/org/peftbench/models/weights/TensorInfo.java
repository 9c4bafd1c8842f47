package org.peftbench.models.weights;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Where a tensor lies in its file.
 *
 * @param name the Hugging Face name
 * @param dtype the type of an element
 * @param shape the lengths of its dimensions; {@code ()} for a scalar
 * @param begin offset of the first byte from the start of the file
 * @param end offset behind the last byte
 */
public record TensorInfo(String name, DataType dtype, Shape shape, long begin, long end) {
  public TensorInfo {
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("bytes " + begin + " to " + end + " are no range");
    }
  }

  /** The number of bytes. */
  public long length() {
    return end - begin;
  }
}
