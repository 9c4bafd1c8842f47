package org.peftbench.models.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which linear maps oneDNN multiplies out.
 *
 * <p>PyTorch asks MKL, which leaves AVX-512 to Intel's processors; on others that have it oneDNN
 * takes half the time. PyTorch asks oneDNN for convolutions, and a linear map is one of width 1
 * over rows whose channels lie side by side, so nothing is copied but the weight, whose layout is
 * changed. Few rows and narrow maps aren't worth that.
 */
final class OneDnn {
  private static final long FEW_ROWS = 256;
  private static final long NARROW = 256;
  private static final boolean FASTER = isFaster(Path.of("/proc/cpuinfo"));

  private OneDnn() {}

  /** Whether it multiplies x [..., in] by a weight [out, in]. */
  static boolean multiplies(NDArray x, NDArray weight) {
    Shape map = weight.getShape();
    return FASTER
        && x.getDataType() == DataType.FLOAT32
        && !x.getDevice().isGpu()
        && Math.min(map.get(0), map.get(1)) >= NARROW
        && x.getShape().size() / map.get(1) >= FEW_ROWS;
  }

  /** What Linux says of the processor; elsewhere nobody is asked. */
  static boolean isFaster(Path processor) {
    try {
      String text = Files.isReadable(processor) ? Files.readString(processor) : "";
      return text.contains("AuthenticAMD") && text.contains(" avx512f ");
    } catch (IOException e) {
      return false; // as fast as elsewhere
    }
  }
}
