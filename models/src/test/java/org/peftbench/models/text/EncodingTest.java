package org.peftbench.models.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class EncodingTest {
  @Test
  void givesBackWhatItKeeps() {
    Encoding pair = new Encoding(new long[] {101, 30_000, 102}, new long[] {0, 1, 1});
    assertThat(pair.length()).isEqualTo(3);
    assertThat(pair.ids()).containsExactly(101, 30_000, 102);
    assertThat(pair.typeIds()).containsExactly(0, 1, 1);
    assertThat(pair.mask()).containsExactly(1, 1, 1);
    Encoding hidden = new Encoding(new long[] {1, 2}, new long[2], new int[] {0, 1});
    assertThat(hidden.typeIds()).containsExactly(0, 0);
    assertThat(hidden.mask()).containsExactly(0, 1);
  }

  @Test
  void whatIsTheSameIsEqual() {
    Encoding one = new Encoding(new long[] {1, 2}, new long[2]);
    assertThat(one)
        .isEqualTo(new Encoding(new long[] {1, 2}, new long[2], new int[] {1, 1}))
        .hasSameHashCodeAs(new Encoding(new long[] {1, 2}, new long[2]))
        .isNotEqualTo(new Encoding(new long[] {1, 2}, new long[] {0, 1}))
        .isNotEqualTo(new Encoding(new long[] {1, 2}, new long[2], new int[] {1, 0}))
        .hasToString("Encoding[ids=[1, 2], typeIds=[0, 0], mask=[1, 1]]");
  }

  @Test
  void refusesArraysOfOtherLengthsOrRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Encoding(new long[2], new long[1]))
        .withMessage("2 token ids, 1 type ids, a mask of 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Encoding(new long[1], new long[] {128}))
        .withMessage("no type or mask: 128");
  }
}
