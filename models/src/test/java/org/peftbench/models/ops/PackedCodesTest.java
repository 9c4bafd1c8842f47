package org.peftbench.models.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedCodesTest {
  /** Every code of every width, and a number of codes that leaves the last byte unfilled. */
  @ParameterizedTest
  @CsvSource({
    "FUSED, 1, 1", "FUSED, 2, 2", "FUSED, 4, 9", "FUSED, 8, 257",
    "PLAIN, 1, 1", "PLAIN, 2, 2", "PLAIN, 4, 9", "PLAIN, 8, 257"
  })
  void looksUpWhatWasPacked(KernelForm form, int bits, int bytes) {
    int levels = 1 << bits;
    byte[] codes = new byte[levels + 1];
    float[] table = new float[levels];
    for (int i = 0; i < levels; i++) {
      codes[i] = (byte) i;
      table[i] = 10 + i;
    }
    codes[levels] = (byte) (levels - 1);
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Ops ops = Ops.training(manager, DataType.FLOAT32, form);
        GradientCollector collector = ops.collector()) {
      PackedCodes packed = PackedCodes.of(codes, bits, manager);
      assertThat(packed.packed().getShape()).isEqualTo(new Shape(bytes));
      NDArray values = ops.floats(table, new Shape(levels));
      values.setRequiresGradient(true);
      NDArray found = packed.lookUp(ops, values);
      double[] expected = new double[codes.length];
      for (int i = 0; i < codes.length; i++) {
        expected[i] = 10 + (codes[i] & 0xff);
      }
      assertThat(ops.values(found)).isEqualTo(expected);
      double[] used = new double[levels];
      Arrays.fill(used, 1);
      used[levels - 1] = 2;
      ops.backward(collector, ops.sum(found));
      assertThat(ops.values(ops.adopt(values.getGradient()))).isEqualTo(used);
    }
  }
}
