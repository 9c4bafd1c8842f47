package org.peftbench.models.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;

/** Arrays over the bytes of a file. */
public final class MappedArrays {
  private MappedArrays() {}

  /**
   * An array of a tensor's numbers: over the bytes themselves, so to be read only; or, where they
   * are of two bytes, widened to FLOAT32, since the engine aborts the process on buffers of these.
   *
   * @param bytes of the tensor, little-endian
   */
  public static NDArray of(NDManager manager, ByteBuffer bytes, TensorInfo info) {
    DataType type = info.dtype();
    boolean widened = type == DataType.FLOAT16 || type == DataType.BFLOAT16;
    return widened
        ? manager.create(ShortFloats.widen(bytes, type), info.shape(), DataType.FLOAT32)
        : manager.create(bytes, info.shape(), type);
  }
}
