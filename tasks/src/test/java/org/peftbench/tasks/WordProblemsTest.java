package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordProblemsTest {
  private static final Rows ROWS = WordProblems.rows(1, 2000);

  @Test
  void everyStepIsRightAndGoesOnFromTheOneBefore() {
    assertThat(all())
        .hasSize(2000)
        .allSatisfy(
            row -> {
              int have = Integer.parseInt(Asked.text(row).split(" ", -1)[2]);
              for (String step : answer(row).split("; ", -1)) {
                String[] parts = step.split(" ", -1); // a + b = c
                assertThat(Integer.parseInt(parts[0])).isEqualTo(have);
                have = compute(have, parts[1].charAt(0), Integer.parseInt(parts[2]));
                assertThat(Integer.parseInt(parts[4])).isEqualTo(have).isPositive();
              }
            });
  }

  @Test
  void operationsAndLengthsAreMixed() {
    for (String operator : List.of("+", "-", "*", "/")) {
      assertThat(all())
          .filteredOn(row -> answer(row).contains(" " + operator + " "))
          .hasSizeGreaterThan(200);
    }
    for (int steps = 1; steps <= 3; steps++) {
      int wanted = steps;
      assertThat(all())
          .filteredOn(row -> Arrays.asList(answer(row).split("; ", -1)).size() == wanted)
          .hasSizeGreaterThan(400);
    }
  }

  @Test
  void seedDecidesEverything() {
    assertThat(WordProblems.rows(1, 2000)).isEqualTo(ROWS);
    assertThat(WordProblems.rows(2, 2000)).isNotEqualTo(ROWS);
    assertThat(Texts.leaks(ROWS.train(), ROWS.evaluation())).isZero();
    assertThat(ROWS.evaluation()).hasSizeBetween(150, 250);
  }

  private static int compute(int a, char operator, int b) {
    return switch (operator) {
      case '+' -> a + b;
      case '-' -> a - b;
      case '*' -> a * b;
      default -> {
        assertThat(a % b).isZero();
        yield a / b;
      }
    };
  }

  private static List<Example> all() {
    return Stream.of(ROWS.train(), ROWS.evaluation()).flatMap(List::stream).toList();
  }

  private static String answer(Example row) {
    return ((Target.Answers) row.target()).references().get(0);
  }
}
