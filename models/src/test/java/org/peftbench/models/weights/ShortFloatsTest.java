package org.peftbench.models.weights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortFloatsTest {
  /** Zeros, the smallest and largest of each kind, infinities: IEEE 754's table. */
  @ParameterizedTest
  @CsvSource({
    "0000, 0",
    "8000, -0.0",
    "0001, 5.960464477539063e-8",
    "03ff, 6.097555160522461e-5",
    "0400, 6.103515625e-5",
    "3c00, 1",
    "3c01, 1.0009765625",
    "c000, -2",
    "7bff, 65504",
    "7c00, Infinity",
    "fc00, -Infinity"
  })
  void aHalfHasAnEqual(String hex, float expected) {
    short bits = (short) Integer.parseInt(hex, 16);
    assertThat(Float.intBitsToFloat(ShortFloats.half(bits))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"7e00", "7c01", "fe01"})
  void noNumberStaysNone(String hex) {
    short bits = (short) Integer.parseInt(hex, 16);
    assertThat(Float.intBitsToFloat(ShortFloats.half(bits))).isNaN();
  }
}
