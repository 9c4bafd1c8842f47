package org.peftbench.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftbench.reports.statistics.Summary;

class FiguresTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.86421 | fraction | 86.42",
        "-0.00001 | fraction | 0.00",
        "1 | fraction | 100.00",
        "512 | bytes | 0.5 KiB",
        "59166 | bytes | 57.8 KiB",
        "1572864 | bytes | 1.5 MiB",
        "1471154257 | bytes | 1.37 GiB",
        "890249216 | bytes | 0.83 GiB",
        "0.0346 | seconds | 34.6 ms",
        "61.04 | seconds | 61.0 s",
        "5025.4 | seconds | 5025 s",
        "22565376 | parameters | 22,565,376",
        "66.7 | steps | 67",
        "1452.4 | tokens/second | 1,452/s",
        "0.43219 | loss | 0.4322",
        "12345.6 | watts | 12346 watts",
        "0.0012345 | watts | 0.001234 watts",
      })
  void areWrittenInTheirUnit(double value, String unit, String expected) {
    assertThat(Figures.value(value, unit)).isEqualTo(expected);
  }

  @Test
  void spreadNeedsTwoValues() {
    assertThat(Figures.spread(Summary.of(List.of(0.5, 0.6)), "fraction")).isEqualTo("55.00 ± 7.07");
    assertThat(Figures.spread(Summary.of(List.of(0.5)), "fraction")).isEqualTo("50.00");
  }

  @Test
  void sharesKeepTwoDigits() {
    assertThat(Figures.share(13_824, 22_565_376)).isEqualTo("0.061 %");
    assertThat(Figures.share(1, 1)).isEqualTo("100 %");
    assertThat(Figures.share(0, 5)).isEqualTo("0 %");
  }

  @Test
  void smallPValuesAreBounds() {
    assertThat(Figures.pValue(0.0001)).isEqualTo("< 0.001");
    assertThat(Figures.pValue(0.0414)).isEqualTo("0.041");
    assertThat(Figures.pValueAtMost(0.0072)).isEqualTo("≤ 0.007");
    assertThat(Figures.pValueAtMost(0.0001)).isEqualTo("< 0.001");
  }
}
