package org.peftbench.models.deberta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Rows of DeBERTa's table of positions, with figures of transformers 4.57.1. */
class RelativePositionsTest {
  private static final int[] DISTANCES = {
    -600, -200, -128, -127, -64, -21, -20, -16, -12, -8, -7, -1, 0, 1, 7, 8, 9, 12, 16, 20, 21, 64,
    127, 128, 200, 600
  };

  @Test
  void farDistancesShareRows() {
    // the version 3's own numbers; the table ends at 256 to either side
    int[] wanted = {
      -270, -169, -128, -127, -64, -21, -20, -16, -12, -8, -7, -1, 0, 1, 7, 8, 9, 12, 16, 20, 21,
      64, 127, 128, 169, 270
    };
    RelativePositions positions = new RelativePositions(256, 256, 512);
    assertThat(Arrays.stream(DISTANCES).map(positions::row).toArray())
        .isEqualTo(Arrays.stream(wanted).map(d -> Math.max(0, Math.min(511, d + 256))).toArray());
  }

  @Test
  void fewBucketsBeginSooner() {
    int[] wanted = {
      -36, -30, -28, -28, -24, -18, -18, -16, -12, -8, -7, -1, 0, 1, 7, 8, 9, 12, 16, 18, 18, 24,
      28, 28, 30, 36
    };
    RelativePositions positions = new RelativePositions(32, 32, 256);
    assertThat(Arrays.stream(DISTANCES).map(positions::row).toArray())
        .isEqualTo(Arrays.stream(wanted).map(d -> Math.max(0, Math.min(63, d + 32))).toArray());
  }

  @Test
  void withoutBucketsEveryDistanceHasItsRow() {
    RelativePositions positions = new RelativePositions(4, 0, 8);
    assertThat(Arrays.stream(new int[] {-9, -4, -3, 0, 3, 4, 9}).map(positions::row).toArray())
        .containsExactly(0, 0, 1, 4, 7, 7, 7);
  }

  @Test
  void pairsAreGivenByQueryAndByKey() {
    RelativePositions positions = new RelativePositions(4, 0, 8);
    assertThat(positions.queriesToKeys(2)).containsExactly(4, 3, 5, 4);
    assertThat(positions.keysToQueries(2)).containsExactly(4, 5, 3, 4);
  }
}
