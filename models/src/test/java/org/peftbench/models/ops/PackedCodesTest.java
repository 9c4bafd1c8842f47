package org.peftbench.models.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedCodesTest {
  /** Every code of every width, and a number of codes that leaves the last byte unfilled. */
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "4, 9", "8, 257"})
  void looksUpWhatWasPacked(int bits, int bytes) {
    int levels = 1 << bits;
    byte[] codes = new byte[levels + 1];
    float[] table = new float[levels];
    for (int i = 0; i < levels; i++) {
      codes[i] = (byte) i;
      table[i] = 10 + i;
    }
    codes[levels] = (byte) (levels - 1);
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Ops ops = Ops.evaluation(manager, DataType.FLOAT32)) {
      PackedCodes packed = PackedCodes.of(codes, bits, manager);
      assertThat(packed.packed().getShape()).isEqualTo(new Shape(bytes));
      NDArray found = packed.lookUp(ops, ops.floats(table, new Shape(levels)));
      double[] expected = new double[codes.length];
      for (int i = 0; i < codes.length; i++) {
        expected[i] = 10 + (codes[i] & 0xff);
      }
      assertThat(ops.values(found)).isEqualTo(expected);
    }
  }
}
