package org.peftbench.tasks.metrics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The no-answer threshold that suits these very rows best, found as version 2 of SQuAD's script
 * finds it: a bound on what choosing the threshold well could give, no honest score.
 *
 * @param threshold rows with a higher no-answer score count as unanswered
 * @param best the mean score then
 */
public record NoAnswerThreshold(double threshold, Estimate best) {
  /**
   * Searches all thresholds.
   *
   * @param answers what the model answered where it does answer
   * @param score which of its scores to sum: {@link SquadAnswer#exact} or {@link SquadAnswer#f1}
   * @param noAnswer how surely each question has none: the higher, the surer
   */
  public static NoAnswerThreshold search(
      List<SquadAnswer> answers, ToDoubleFunction<SquadAnswer> score, double[] noAnswer) {
    int rows = answers.size();
    if (rows == 0) {
      return new NoAnswerThreshold(Double.NaN, Estimate.UNDEFINED);
    }
    int[] order =
        IntStream.range(0, rows)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> noAnswer[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    // What answering a question gains over leaving it unanswered.
    double[] gains = answers.stream().mapToDouble(answer -> gain(answer, score)).toArray();
    double[] silent = answers.stream().mapToDouble(answer -> answer.hasAnswer() ? 0 : 1).toArray();
    ToDoubleFunction<int[]> best =
        counts -> {
          double unanswered = 0;
          for (int row = 0; row < rows; row++) {
            unanswered += counts[row] * silent[row];
          }
          return (unanswered + bestGain(order, gains, counts).sum()) / rows;
        };
    int[] once = new int[rows];
    Arrays.fill(once, 1);
    int last = bestGain(order, gains, once).lastAnswered();
    return new NoAnswerThreshold(
        last < 0 ? 0 : noAnswer[last],
        new Estimate(best.applyAsDouble(once), Bootstrap.standardError(rows, best)));
  }

  /**
   * The most that answering the first rows can gain.
   *
   * @param lastAnswered the last of these rows; -1 where answering never pays
   */
  private record Gain(double sum, int lastAnswered) {}

  private static Gain bestGain(int[] order, double[] gains, int[] counts) {
    double sum = 0;
    Gain best = new Gain(0, -1);
    for (int row : order) {
      sum += counts[row] * gains[row];
      if (sum > best.sum()) {
        best = new Gain(sum, row);
      }
    }
    return best;
  }

  private static double gain(SquadAnswer answer, ToDoubleFunction<SquadAnswer> score) {
    if (answer.hasAnswer()) {
      return score.applyAsDouble(answer);
    }
    return answer.answered() ? -1 : 0;
  }
}
