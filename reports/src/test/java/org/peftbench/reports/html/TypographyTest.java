package org.peftbench.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypographyTest {
  @Test
  void unitsStayWithTheirNumbers() {
    assertThat(Typography.unbroken("95 % of × 100")).isEqualTo("95\u00a0% of ×\u00a0100");
  }

  @Test
  void longNamesBreakBehindDots() {
    assertThat(Typography.breakable("layer.*.query.lora_A"))
        .isEqualTo("layer.\u200b*.query.\u200blora_A");
    assertThat(Typography.breakable("0.5 and more. Else")).isEqualTo("0.5 and more. Else");
  }
}
