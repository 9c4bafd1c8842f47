package org.peftbench.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "M12.3456,7.25L-0.06789,3 M12.3,7.25L-0.1,3",
        "0.123 0.1",
        "7.12 7.12",
        "3-4.5678 3-4.6",
        "1.2345.6789 1.2.6789",
        ".1234 .1234",
        "10. 10.",
        "lora lora"
      })
  void longNumbersAreCutToATenth(String drawn, String shown) {
    assertThat(Drawing.shortNumbers(drawn)).isEqualTo(shown);
  }
}
