package org.peftbench.results.published;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PublishedFiguresTest {
  @Test
  void everyFigureSaysWhereItIsFrom() {
    assertThat(PublishedFigures.all())
        .isNotEmpty()
        .allSatisfy(
            figure -> {
              assertThat(figure.value()).isBetween(0.0, 1.0);
              assertThat(figure.source()).isNotBlank();
              assertThat(figure.protocol()).isNotBlank();
            });
  }
}
