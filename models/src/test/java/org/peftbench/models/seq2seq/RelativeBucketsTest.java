package org.peftbench.models.seq2seq;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.peftbench.models.ops.Ops;

/** Buckets of T5, with figures of transformers 4.57.1. */
class RelativeBucketsTest {
  private static final int[] DISTANCES = {
    -600, -200, -128, -127, -64, -21, -20, -16, -12, -8, -7, -1, 0, 1, 7, 8, 9, 12, 16, 20, 21, 64,
    127, 128, 200, 600
  };

  @Test
  void encodersLookBothWays() {
    assertThat(buckets(new RelativeBuckets(32, 128), true))
        .containsExactly(
            15, 15, 15, 15, 14, 10, 10, 10, 9, 8, 7, 1, 0, 17, 23, 24, 24, 25, 26, 26, 26, 30, 31,
            31, 31, 31);
    assertThat(buckets(new RelativeBuckets(8, 20), true))
        .containsExactly(
            3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 1, 0, 5, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7);
  }

  @Test
  void decodersLookBack() {
    assertThat(buckets(new RelativeBuckets(32, 128), false))
        .containsExactly(
            31, 31, 31, 31, 26, 18, 17, 16, 12, 8, 7, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  private static int[] buckets(RelativeBuckets buckets, boolean bothWays) {
    return Arrays.stream(DISTANCES).map(d -> buckets.bucket(d, bothWays)).toArray();
  }

  @Test
  void theLastQueriesGetTheBiasesThatTheyHaveAmongAll() {
    RelativeBuckets buckets = new RelativeBuckets(4, 8);
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Ops ops = Ops.evaluation(manager, DataType.FLOAT32)) {
      // the bias of bucket b for head h is 10 b + h
      NDArray table = ops.floats(new float[] {0, 1, 10, 11, 20, 21, 30, 31}, new Shape(4, 2));
      NDArray last = buckets.bias(ops, table, 1, 3, false);
      assertThat(last.getShape()).isEqualTo(new Shape(1, 2, 1, 3));
      // keys two places back, one place back and here
      assertThat(last.toFloatArray()).containsExactly(20, 10, 0, 21, 11, 1);
      NDArray all = ops.slice(buckets.bias(ops, table, 3, 3, false), 2, 2, 3);
      assertThat(all.toFloatArray()).isEqualTo(last.toFloatArray());
    }
  }
}
