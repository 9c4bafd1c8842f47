package org.peftbench.tasks.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.peftbench.tasks.baselines.LogitModel.Choice;

class LogitModelTest {
  @Test
  void learnsClassesThatWordsTellApart() {
    LogitModel model = new LogitModel();
    model.fit(classes(300, 1));
    for (int c = 0; c < 3; c++) {
      int[] words = {10 + c, 24, 31};
      assertThat(model.best(Choice.ofClasses(words, 3, -1))).isEqualTo(c);
    }
  }

  @Test
  void estimatesFrequenciesWhereNothingElseTells() {
    List<Choice> choices = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      choices.add(Choice.ofClasses(new int[] {7}, 2, i % 4 == 0 ? 0 : 1));
    }
    LogitModel model = new LogitModel();
    model.fit(choices);
    double odds = model.score(choices.get(0), 1) - model.score(choices.get(0), 0);
    assertThat(1 / (1 + Math.exp(-odds))).isCloseTo(0.75, within(0.05));
  }

  @Test
  void fitsNumbers() {
    Random random = new Random(1);
    List<Choice> rows = new ArrayList<>();
    double[] numbers = new double[500];
    for (int i = 0; i < numbers.length; i++) {
      int a = random.nextInt(3);
      int b = random.nextInt(3);
      rows.add(Choice.ofClasses(new int[] {100 + a, 200 + b}, 1, -1));
      numbers[i] = a - 2.0 * b;
    }
    LogitModel model = new LogitModel();
    model.fit(rows, numbers);
    for (int i = 0; i < numbers.length; i++) {
      assertThat(model.score(rows.get(i), 0)).isCloseTo(numbers[i], within(0.1));
    }
  }

  /** Class c has the word 10 + c, among others that any class may have. */
  private static List<Choice> classes(int count, long seed) {
    Random random = new Random(seed);
    List<Choice> choices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int right = random.nextInt(3);
      int[] words = {10 + right, 20 + random.nextInt(5), 30 + random.nextInt(5)};
      choices.add(Choice.ofClasses(words, 3, right));
    }
    return choices;
  }
}
