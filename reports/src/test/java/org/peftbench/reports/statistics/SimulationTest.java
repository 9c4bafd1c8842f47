package org.peftbench.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sweeps in which nothing differs: how often is a difference found all the same? */
class SimulationTest {
  private static final int SWEEPS = 2000;
  private static final int METHODS = 7;
  private static final int SEEDS = 3;
  private static final int EXAMPLES = 300;

  @Test
  void equalMethodsAreCalledWorseThanTheBestInFiveSweepsOfAHundred() {
    assertFivePercent(
        random -> {
          double[][] answers = new double[METHODS][];
          double[] difficulty = random.doubles(EXAMPLES).toArray();
          Arrays.setAll(answers, method -> seedMeans(random, difficulty));
          double[] means = Arrays.stream(answers).mapToDouble(SimulationTest::mean).toArray();
          int best =
              IntStream.range(0, METHODS).reduce((a, b) -> means[b] > means[a] ? b : a).orElse(0);
          return Arrays.stream(BestTest.pValues(answers, best, 4999, random.nextLong()))
              .min()
              .orElse(1);
        });
  }

  /**
   * Where trainings of one method differ in skill, these trainings do differ: the paired test says
   * so, and only the test over seeds asks of the methods.
   */
  @Test
  void trainingsOfEqualMethodsDifferAndTheMethodsDoNot() {
    Random random = new Random(20_260_101);
    int seeds = 5;
    int trainings = 0;
    int methods = 0;
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      double[] difficulty = random.doubles(EXAMPLES).toArray();
      double[][] first = new double[seeds][];
      double[][] second = new double[seeds][];
      Arrays.setAll(first, seed -> training(random, difficulty));
      Arrays.setAll(second, seed -> training(random, difficulty));
      double[] differences = new double[EXAMPLES];
      Arrays.setAll(differences, i -> column(first, i) - column(second, i));
      trainings += PairedPermutation.pValue(differences, 499, random.nextLong()) < 0.05 ? 1 : 0;
      Double welch = Welch.pValue(scores(first), scores(second));
      methods += welch != null && welch < 0.05 ? 1 : 0;
    }
    assertThat((double) trainings / SWEEPS).isGreaterThan(0.2);
    assertThat((double) methods / SWEEPS).isBetween(0.03, 0.06);
  }

  /** Answers of a training whose skill luck has moved by some points of accuracy. */
  private static double[] training(Random random, double[] difficulty) {
    double luck = 0.06 * random.nextGaussian();
    return answers(random, Arrays.stream(difficulty).map(hard -> hard + 2 * luck).toArray());
  }

  private static double column(double[][] answers, int example) {
    return Arrays.stream(answers).mapToDouble(row -> row[example]).sum() / answers.length;
  }

  private static Summary scores(double[][] answers) {
    return Summary.of(Arrays.stream(answers).map(SimulationTest::mean).toList());
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  @Test
  void aPairOfEqualMethodsDiffersInFiveSweepsOfAHundred() {
    assertFivePercent(
        random -> PairedPermutation.pValue(noise(random, 40), 999, random.nextLong()));
    assertFivePercent(random -> Wilcoxon.pValue(noise(random, 60)));
    assertFivePercent(
        random -> {
          double[] difficulty = random.doubles(EXAMPLES).toArray();
          double[] first = answers(random, difficulty);
          double[] second = answers(random, difficulty);
          int onlyFirst = 0;
          int onlySecond = 0;
          for (int i = 0; i < EXAMPLES; i++) {
            onlyFirst += first[i] > second[i] ? 1 : 0;
            onlySecond += first[i] < second[i] ? 1 : 0;
          }
          return McNemar.pValue(onlyFirst, onlySecond);
        });
  }

  @Test
  void equalMethodsTakeDifferentPlacesInFiveSweepsOfAHundred() {
    assertFivePercent(
        random -> {
          double[][] scores = new double[20][];
          Arrays.setAll(scores, task -> noise(random, METHODS));
          return Friedman.of(scores).pValue();
        });
  }

  @Test
  void intervalsMissTheTruthInFiveSweepsOfAHundred() {
    assertFivePercent(
        random -> {
          Summary seeds = Summary.of(Arrays.stream(noise(random, 5)).boxed().toList());
          return holds(seeds.tInterval(0.95), 0);
        });
    assertFivePercent(
        random -> {
          double[] answers = answers(random, random.doubles(EXAMPLES / 2).toArray());
          return holds(Bootstrap.bca(answers, 0.95, 499, random.nextLong()), 0.75);
        });
  }

  private static double holds(Interval interval, double truth) {
    return interval.low() <= truth && truth <= interval.high() ? 1 : 0;
  }

  private static void assertFivePercent(ToDoubleFunction<Random> pValue) {
    Random random = new Random(20_260_101);
    long found =
        IntStream.range(0, SWEEPS).filter(sweep -> pValue.applyAsDouble(random) < 0.05).count();
    assertThat((double) found / SWEEPS).isBetween(0.04, 0.06);
  }

  /** Right answers, one in two for the hardest example, always for the easiest: 0.75 in all. */
  private static double[] answers(Random random, double[] difficulty) {
    return Arrays.stream(difficulty)
        .map(hard -> random.nextDouble() < 1 - hard / 2 ? 1 : 0)
        .toArray();
  }

  private static double[] seedMeans(Random random, double[] difficulty) {
    double[] means = new double[difficulty.length];
    for (int seed = 0; seed < SEEDS; seed++) {
      double[] answers = answers(random, difficulty);
      Arrays.setAll(means, i -> means[i] + answers[i] / SEEDS);
    }
    return means;
  }

  private static double[] noise(Random random, int count) {
    return IntStream.range(0, count).mapToDouble(i -> random.nextGaussian()).toArray();
  }
}
