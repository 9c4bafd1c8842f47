package org.peftbench.methods.fourierft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Against {@code torch.randperm(size, generator=torch.Generator().manual_seed(seed))}, torch 2.7.1.
 */
class PlacesTest {
  @Test
  void drawsWhatPyTorchDraws() {
    assertThat(Places.of(8, 10, 777)).containsExactly(5, 9, 0, 3, 1, 7, 4, 8);
    assertThat(Places.of(8, 576, 0)).containsExactly(44, 465, 429, 210, 419, 380, 163, 207);
    assertThat(Places.of(8, 589_824, (1L << 33) + 5))
        .containsExactly(297827, 477792, 295289, 339375, 172910, 397363, 111196, 109396);
  }

  @Test
  void drawsEachPlaceOnce() {
    assertThat(Places.of(1, 1, 3)).containsExactly(0);
    assertThat(Places.of(100, 100, 3))
        .containsExactlyInAnyOrder(LongStream.range(0, 100).toArray());
  }
}
