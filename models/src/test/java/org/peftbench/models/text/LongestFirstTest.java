package org.peftbench.models.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongestFirstTest {
  @ParameterizedTest
  @CsvSource({
    "3, 4, 7, 3, 4", // nothing to cut
    "3, 9, 7, 3, 4", // the longer one gives way
    "9, 3, 7, 4, 3",
    "9, 9, 8, 4, 4", // both do
    "9, 8, 7, 4, 3", // the one that was longer keeps the odd token
    "8, 9, 7, 3, 4",
    "9, 9, 7, 3, 4", // and the second one if neither was
    "0, 9, 5, 0, 5",
    "9, 0, 5, 5, 0",
    "9, 9, 1, 0, 1"
  })
  void cuts(int first, int second, int limit, int firstKept, int secondKept) {
    assertThat(LongestFirst.of(first, second, limit))
        .isEqualTo(new LongestFirst(firstKept, secondKept));
  }

  @Test
  void keepsExactlyTheLimitAndNoMoreThanThereIs() {
    for (int first = 0; first < 12; first++) {
      for (int second = 0; second < 12; second++) {
        for (int limit = 1; limit < 24; limit++) {
          LongestFirst kept = LongestFirst.of(first, second, limit);
          assertThat(kept.first()).isBetween(0, first);
          assertThat(kept.second()).isBetween(0, second);
          assertThat(kept.first() + kept.second()).isEqualTo(Math.min(limit, first + second));
        }
      }
    }
  }
}
