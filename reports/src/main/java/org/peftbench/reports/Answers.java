package org.peftbench.reports;

import java.util.List;
import org.peftbench.results.Prediction;

/** What single answers are worth. */
public final class Answers {
  private Answers() {}

  /** Whether answers are numbers: each has itself alone as its score, and no worth of its own. */
  public static boolean areNumbers(List<Prediction> answers) {
    return answers.stream()
        .allMatch(answer -> answer.scores().size() == 1 && answer.score() == null);
  }

  /** Whether the answer is one of the right ones. */
  public static boolean isRight(Prediction answer) {
    return answer.gold().equals(answer.predicted())
        || answer.alternatives().contains(answer.predicted());
  }

  /**
   * By the task's own measure where there is one, else 1 for a right answer and 0 for a wrong one.
   */
  public static double worth(Prediction answer) {
    Double score = answer.score();
    return score != null ? score : isRight(answer) ? 1 : 0;
  }

  /** The square of a number's distance from the right one. */
  static double squaredError(Prediction answer) {
    double error = Double.parseDouble(answer.gold()) - Double.parseDouble(answer.predicted());
    return error * error;
  }
}
