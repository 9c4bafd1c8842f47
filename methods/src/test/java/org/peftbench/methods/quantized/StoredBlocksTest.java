package org.peftbench.methods.quantized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftbench.models.ops.Ops;

class StoredBlocksTest {
  @Test
  void keepsLevelsAndZeros() {
    float[] values = {-2, 0, 0.6758305f, 2, 0, 0, 0, 0, 3};
    assertThat(restored(values, CodeBook.NORMAL_FLOAT_2, 4, false))
        .containsExactly(new double[] {-2, 0, 0.6758305, 2, 0, 0, 0, 0, 3}, within(1e-7));
  }

  /**
   * Half the widest gap between levels times the block's largest value; a little more by scales of
   * 8 bits.
   */
  @ParameterizedTest
  @CsvSource({
    "4, 64, false, 0.152",
    "4, 64, true, 0.16",
    "4, 7, false, 0.152",
    "2, 64, false, 0.5"
  })
  void staysWithinHalfAGap(int bits, int block, boolean doubly, double bound) {
    CodeBook book = bits == 2 ? CodeBook.NORMAL_FLOAT_2 : CodeBook.NORMAL_FLOAT_4;
    Random random = new Random(4);
    float[] values = new float[64 * 300 + 5];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    double[] restored = restored(values, book, block, doubly);
    assertThat(restored).hasSameSizeAs(values);
    for (int i = 0; i < values.length; i++) {
      double largest = 0;
      for (int j = i / block * block; j < Math.min((i / block + 1) * block, values.length); j++) {
        largest = Math.max(largest, Math.abs(values[j]));
      }
      assertThat(restored[i]).isCloseTo(values[i], within(bound * largest + 1e-6));
    }
  }

  private static double[] restored(float[] values, CodeBook book, int block, boolean doubly) {
    Blocks blocks = Blocks.of(values, book, block);
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Ops ops = Ops.evaluation(manager, DataType.FLOAT32)) {
      StoredBlocks.Scales scales =
          doubly
              ? StoredBlocks.quantized(blocks.scales(), ops, manager)
              : StoredBlocks.plain(blocks.scales(), ops, manager);
      return ops.values(StoredBlocks.of(blocks, scales, ops, manager).values(ops));
    }
  }
}
