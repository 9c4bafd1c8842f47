package org.peftbench.methods.quantized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeBookTest {
  /** The paper's appendix E: evenly spaced quantiles on each side, one more above 0 than below. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void normalFloatIsMadeOfQuantiles(int bits) {
    CodeBook book = bits == 2 ? CodeBook.NORMAL_FLOAT_2 : CodeBook.NORMAL_FLOAT_4;
    double outermost = 0.9677083;
    int half = 1 << (bits - 1);
    NormalDistribution normal = new NormalDistribution();
    double largest = normal.inverseCumulativeProbability(outermost);
    double[] expected = new double[2 * half];
    for (int i = 0; i < half; i++) {
      double place = outermost - i * (outermost - 0.5) / half;
      expected[2 * half - 1 - i] = normal.inverseCumulativeProbability(place) / largest;
    }
    for (int i = 0; i < half - 1; i++) {
      double place = outermost - i * (outermost - 0.5) / (half - 1);
      expected[i] = -normal.inverseCumulativeProbability(place) / largest;
    }
    assertThat(book.bits()).isEqualTo(bits);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) book.levels()[i]).isCloseTo(expected[i], within(1e-6));
    }
  }

  @Test
  void dynamicTypeHas256Levels() {
    float[] levels = CodeBook.DYNAMIC_8.levels();
    assertThat(levels).hasSize(256).isSorted().doesNotHaveDuplicates();
    assertThat(CodeBook.DYNAMIC_8.bits()).isEqualTo(8);
    assertThat(levels[0]).isEqualTo(-0.99296874f);
    assertThat(levels[127]).isEqualTo(0);
    assertThat(levels[128]).isEqualTo(5.5e-7f);
    assertThat(levels[255]).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "-2, 0",
    "-1, 0",
    "-0.5, 0",
    "-0.49, 1",
    "0.16, 1",
    "0.17, 2",
    "0.33791524, 2",
    "0.7, 3",
    "9, 3"
  })
  void picksTheNearestLevel(float value, int code) {
    assertThat(CodeBook.NORMAL_FLOAT_2.nearest(value)).isEqualTo(code);
  }
}
