package org.peftbench.methods.kronecker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DivisorsTest {
  @ParameterizedTest
  @CsvSource({"256, 16, 16", "128, 8, 16", "127, 1, 127", "768, 24, 32", "3072, 48, 64", "1, 1, 1"})
  void cutsAsEvenlyAsItCan(int length, int coarse, int fine) {
    assertThat(Divisors.even(length)).isEqualTo(new Divisors(coarse, fine));
  }

  /** What peft's factorization gives for these. */
  @ParameterizedTest
  @CsvSource({
    "128, 4, 4, 32",
    "768, 10, 8, 96",
    "24, 7, 4, 6",
    "24, 12, 12, 2",
    "24, 17, 4, 6",
    "40, 7, 5, 8"
  })
  void cutsNearAFactor(int length, int factor, int coarse, int fine) {
    assertThat(Divisors.near(length, factor)).isEqualTo(new Divisors(coarse, fine));
  }
}
